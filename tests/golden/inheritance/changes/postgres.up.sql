-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: b601647838f2d691e941247d75dc153669b8d622bedb4fb2c50bbe2fc87c1eb0

BEGIN;

-- create table `cities`
-- lock: none  tx: inside  hazards: none
CREATE TABLE cities (
  name text NOT NULL,
  size integer DEFAULT 0,
  CONSTRAINT cities_size CHECK (size >= 0)
);

-- create table `capitals`
-- lock: none  tx: inside  hazards: none
CREATE TABLE capitals (
  state text NOT NULL
) INHERITS (cities);

COMMIT;

-- migration change: changes (up)
-- revises: before
-- verdict: exact
-- digest: a24621bc885dcd0f4b4a9209a8e6518df1165719dc926d3a7513f7c6cb801d11

BEGIN;

-- add column `cities.mayor`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities ADD COLUMN mayor text;

-- rename column `cities.name` to `title`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities RENAME COLUMN name TO title;

-- change the type of `cities.size` to bigint
-- lock: access exclusive on cities, capitals  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE cities
  ALTER COLUMN size DROP DEFAULT,
  ALTER COLUMN size TYPE bigint,
  ALTER COLUMN size SET DEFAULT 0;

-- set the default of `cities.size`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities ALTER COLUMN size SET DEFAULT 1;

-- add check `cities.cities_title`
-- lock: access share on cities  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `cities` that break the check `cities_title`
DO $migc$ BEGIN IF EXISTS (
SELECT * FROM cities WHERE (title <> '') IS FALSE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `cities` that break the check `cities_title`';
END IF; END $migc$;

-- add check `cities.cities_title`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE cities ADD CONSTRAINT cities_title CHECK (title <> '');

-- drop constraint `cities.cities_size`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities DROP CONSTRAINT cities_size;

COMMIT;
