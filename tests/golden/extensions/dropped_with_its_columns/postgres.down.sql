-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: extensions go with the columns of their types (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 8ba61a786f3a885dc5fa199f8781845ebdb538a6e1b9391c9f1f7af03b534514

BEGIN;

-- create extension `hstore`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION hstore;

-- create extension `citext`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION citext;

-- add column `people.place` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_4` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_4' AS missing WHERE to_regclass('migc.stash_change_4') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_4` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `people.place` with its kept values
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people ADD COLUMN place inet;

-- add column `people.place` with its kept values
-- lock: row exclusive on people  tx: inside  hazards: changes rows
UPDATE people AS t SET place = s.place
  FROM migc.stash_change_4 AS s WHERE t.id = s.id;

-- add column `people.place` with its kept values
-- lock: access exclusive on migc.stash_change_4  tx: inside  hazards: none
DROP TABLE migc.stash_change_4;

-- add column `people.attributes` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_3` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_3' AS missing WHERE to_regclass('migc.stash_change_3') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_3` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `people.attributes` with its kept values
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people ADD COLUMN attributes hstore;

-- add column `people.attributes` with its kept values
-- lock: row exclusive on people  tx: inside  hazards: changes rows
UPDATE people AS t SET attributes = s.attributes::hstore
  FROM migc.stash_change_3 AS s WHERE t.id = s.id;

-- add column `people.attributes` with its kept values
-- lock: access exclusive on migc.stash_change_3  tx: inside  hazards: none
DROP TABLE migc.stash_change_3;

-- add column `people.names` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_2` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_2' AS missing WHERE to_regclass('migc.stash_change_2') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_2` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `people.names` with its kept values
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people ADD COLUMN names citext[];

-- add column `people.names` with its kept values
-- lock: row exclusive on people  tx: inside  hazards: changes rows
UPDATE people AS t SET names = s.names::citext[]
  FROM migc.stash_change_2 AS s WHERE t.id = s.id;

-- add column `people.names` with its kept values
-- lock: access exclusive on migc.stash_change_2  tx: inside  hazards: none
DROP TABLE migc.stash_change_2;

-- add column `people.email` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_1' AS missing WHERE to_regclass('migc.stash_change_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `people.email` with its kept values
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people ADD COLUMN email citext;

-- add column `people.email` with its kept values
-- lock: row exclusive on people  tx: inside  hazards: changes rows
UPDATE people AS t SET email = s.email::citext
  FROM migc.stash_change_1 AS s WHERE t.id = s.id;

-- add column `people.email` with its kept values
-- lock: access share on people  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `people` where `email` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM people WHERE email IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `people` where `email` is null';
END IF; END $migc$;

-- add column `people.email` with its kept values
-- lock: access exclusive on people  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE people ALTER COLUMN email SET NOT NULL;

-- add column `people.email` with its kept values
-- lock: access exclusive on migc.stash_change_1  tx: inside  hazards: none
DROP TABLE migc.stash_change_1;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: dd31b837c3215462481c31b777ede1bc9c345e08a1ec7eebdc498922a8f16563

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop extension `citext`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION citext;

-- drop extension `hstore`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION hstore;

COMMIT;
