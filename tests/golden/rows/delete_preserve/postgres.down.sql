-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: delete preserve (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 7c16bdb6fe24ff571892b7f7b920e463e3e5c5c263b3898c2e7c83d99c52e982

BEGIN;

-- put kept rows back into `users`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_1' AS missing WHERE to_regclass('migc.stash_change_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `users`
-- lock: row exclusive on users  tx: inside  hazards: changes rows
INSERT INTO users (id, email, age) OVERRIDING SYSTEM VALUE
  SELECT id, email, age FROM migc.stash_change_1
  ON CONFLICT DO NOTHING;

-- put kept rows back into `users`
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
