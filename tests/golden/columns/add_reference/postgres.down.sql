-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add reference (down)
-- revises: before
-- verdict: exact
-- digest: bc2b26c93c0e5dc06e5ed79592326f6f6f500ce62cb49a7bd79ee8b01b06fc13

BEGIN;

-- drop constraint `users.users_boss_fkey`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_boss_fkey;

-- drop column `users.boss`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
ALTER TABLE users DROP COLUMN boss;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
