-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop column (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 4e64a6e663120bf36e8590d5c5c47236c33cb5b69c5962ab2928a67d1672f652

BEGIN;

-- add column `cities.size` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_2` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_2' AS missing WHERE to_regclass('migc.stash_change_2') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_2` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `cities.size` with its kept values
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities ADD COLUMN size integer DEFAULT 0;

-- add column `cities.size` with its kept values
-- lock: row exclusive on cities, capitals  tx: inside  hazards: changes rows
UPDATE cities AS t SET size = s.size
  FROM migc.stash_change_2 AS s WHERE t.id = s.id AND s.migc_table = (SELECT c.relnamespace::regnamespace || '.' || quote_ident(c.relname) FROM pg_class AS c WHERE c.oid = t.tableoid);

-- add column `cities.size` with its kept values
-- lock: access exclusive on migc.stash_change_2  tx: inside  hazards: none
DROP TABLE migc.stash_change_2;

-- add column `cities.name` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_1' AS missing WHERE to_regclass('migc.stash_change_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `cities.name` with its kept values
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities ADD COLUMN name text;

-- add column `cities.name` with its kept values
-- lock: row exclusive on cities, capitals  tx: inside  hazards: changes rows
UPDATE cities AS t SET name = s.name
  FROM migc.stash_change_1 AS s WHERE t.id = s.id AND s.migc_table = (SELECT c.relnamespace::regnamespace || '.' || quote_ident(c.relname) FROM pg_class AS c WHERE c.oid = t.tableoid);

-- add column `cities.name` with its kept values
-- lock: access share on cities  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `cities` where `name` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM cities WHERE name IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `cities` where `name` is null';
END IF; END $migc$;

-- add column `cities.name` with its kept values
-- lock: access exclusive on cities, capitals  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE cities ALTER COLUMN name SET NOT NULL;

-- add column `cities.name` with its kept values
-- lock: access exclusive on migc.stash_change_1  tx: inside  hazards: none
DROP TABLE migc.stash_change_1;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3dd7f78b8f0600a5f37178472c492deb9037f1ee04dd8a5f498cab1d2789e1c0

BEGIN;

-- drop table `capitals`
-- lock: access exclusive on capitals  tx: inside  hazards: deletes data
DROP TABLE capitals;

-- drop table `cities`
-- lock: access exclusive on cities  tx: inside  hazards: deletes data
DROP TABLE cities;

COMMIT;
