-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop not null (down)
-- revises: before
-- verdict: exact
-- digest: 0390b957785178e09d2d4eb68539ae12aafbfbfcf9951942371b9cd813113cc5

BEGIN;

-- make `users.email` not null
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` where `email` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM users WHERE email IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` where `email` is null';
END IF; END $migc$;

-- make `users.email` not null
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
