-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop required preserve (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 0ebde5225236182a4ceca7739cf7933af0291319e20d1862699fce7643019463

BEGIN;

-- add column `users.email` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_1' AS missing WHERE to_regclass('migc.stash_change_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `users.email` with its kept values
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN email text;

-- add column `users.email` with its kept values
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users AS t SET email = s.email
  FROM migc.stash_change_1 AS s WHERE t.id = s.id;

-- add column `users.email` with its kept values
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users SET email = '' WHERE email IS NULL;

-- add column `users.email` with its kept values
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` where `email` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM users WHERE email IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` where `email` is null';
END IF; END $migc$;

-- add column `users.email` with its kept values
-- lock: access exclusive on users  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE users ALTER COLUMN email SET NOT NULL;

-- add column `users.email` with its kept values
-- lock: access exclusive on migc.stash_change_1  tx: inside  hazards: none
DROP TABLE migc.stash_change_1;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
