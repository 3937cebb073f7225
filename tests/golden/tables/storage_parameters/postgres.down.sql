-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: storage parameters (down)
-- revises: before
-- verdict: exact
-- digest: daa16a7cb0a9a8776744dd3723310b1bebc02cd0e30e1f5d6e95d5cc06c6b3d2

BEGIN;

-- set options of table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
ALTER TABLE users RESET (fillfactor);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
