-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: update restore (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: fc8587340922ae4c2519aaa98020ed435d37264b393fc0ba5447695af86c5b66

BEGIN;

-- restore `age` of `users` from kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_1' AS missing WHERE to_regclass('migc.stash_change_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- restore `age` of `users` from kept values
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users AS t SET age = s.old_age
  FROM migc.stash_change_1 AS s
  WHERE t.id = s.key_id AND t.age IS NOT DISTINCT FROM s.new_age;

-- restore `age` of `users` from kept values
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
