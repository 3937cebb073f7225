-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add generated (down)
-- revises: before
-- verdict: exact
-- digest: a04aa86709717a0fe2f0d12515be7abaf484d4a97fba728fc42a365b7c2e9757

BEGIN;

-- drop column `users.loud`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP COLUMN loud;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
