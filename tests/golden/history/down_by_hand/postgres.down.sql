-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: down by hand (down)
-- revises: before
-- verdict: exact
-- digest: a5d9e88193c34ccf0fdae65ce9d68ec2bf98ed1b63a68755885b0c029ea259e7

BEGIN;

-- rename column `users.years` to `age`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users RENAME COLUMN years TO age;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
