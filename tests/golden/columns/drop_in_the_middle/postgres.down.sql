-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop in the middle (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 4ff116e9658057c13c66f63fea091041bd3c4ac08c125e1b4f52caaba43034b9

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
-- lock: access exclusive on migc.stash_change_1  tx: inside  hazards: none
DROP TABLE migc.stash_change_1;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 0941e3174761efcb205fb146ec5e242a7552e8577899f371219456eadc482dca

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
