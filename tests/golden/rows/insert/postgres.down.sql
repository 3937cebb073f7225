-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: insert (down)
-- revises: before
-- verdict: exact
-- digest: 55ed9a6c4eb68544101b2d170fe084cfa20f9c7e799dc373c119596b31a6ab1c

BEGIN;

-- delete 2 inserted rows from `users` again
-- lock: row exclusive on users  tx: inside  hazards: deletes data, changes rows
DELETE FROM users WHERE id IN (1, 2);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
