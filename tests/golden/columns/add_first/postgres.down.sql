-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add first (down)
-- revises: before
-- verdict: exact
-- digest: a4510e2ab6be1f2bf4b6106e13b9719b291a07957d6448c400e2b79168f28bb8

BEGIN;

-- drop column `users.nick`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
ALTER TABLE users DROP COLUMN nick;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
