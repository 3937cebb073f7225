-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add check unnamed (down)
-- revises: before
-- verdict: exact
-- digest: 5b6bb311c632b6b5e77edf610dc0f7551e283bfa5ccb4f98b84cdaf2c0fb396a

BEGIN;

-- drop constraint `users.users_check`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_check;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
