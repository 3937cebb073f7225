-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop required with fill (down)
-- revises: before
-- verdict: structure only: the values of `users.email` are discarded
-- digest: 75d86db443f24cadbdf27cbcdeb816132cdb0f1084ddf77f7a0a5c7f39d3cacb

BEGIN;

-- add column `users.email`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN email text;

-- add column `users.email`
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users SET email = 'unknown';

-- add column `users.email`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` where `email` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM users WHERE email IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` where `email` is null';
END IF; END $migc$;

-- add column `users.email`
-- lock: access exclusive on users  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
