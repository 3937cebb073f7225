-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop discard (down)
-- revises: before
-- verdict: structure only: the values of `users.age` are discarded
-- digest: 057b4c9130ccca539cb7c0bb5f51909d011ccb74b02e7b70c61d7c1ae8bfbf67

BEGIN;

-- add column `users.age`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN age integer;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
