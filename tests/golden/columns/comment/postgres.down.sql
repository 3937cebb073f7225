-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: comment (down)
-- revises: before
-- verdict: exact
-- digest: 92b7eba94965b1603404c39f7e710dd783d2201c0be9cec5c43e83aa3469b2d6

BEGIN;

-- remove the comment of column `users.email`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.email IS NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
