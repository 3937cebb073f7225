-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop with its index (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: aeaa18285e889d21ecbd5ba3afb74eaa319c6d7add1243a8edd2046251720ea9

BEGIN;

-- add column `users.age` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_1' AS missing WHERE to_regclass('migc.stash_change_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `users.age` with its kept values
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN age integer;

-- add column `users.age` with its kept values
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users AS t SET age = s.age
  FROM migc.stash_change_1 AS s WHERE t.id = s.id;

-- add column `users.age` with its kept values
-- lock: access exclusive on migc.stash_change_1  tx: inside  hazards: none
DROP TABLE migc.stash_change_1;

-- add index `users_age_idx` on `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX users_age_idx ON users (age);

-- add check `users.users_age_check`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` that break the check `users_age_check`
DO $migc$ BEGIN IF EXISTS (
SELECT id, age FROM users WHERE (age > 0) IS FALSE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` that break the check `users_age_check`';
END IF; END $migc$;

-- add check `users.users_age_check`
-- lock: access exclusive on users  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: d2c9643fc2193157b4d5bf1de16315a7811baaeaf6b4b346e5424a80c094686a

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
