-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: changes (down)
-- revises: before
-- verdict: exact
-- digest: a24621bc885dcd0f4b4a9209a8e6518df1165719dc926d3a7513f7c6cb801d11

BEGIN;

-- add check `cities.cities_size`
-- lock: access share on cities  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `cities` that break the check `cities_size`
DO $migc$ BEGIN IF EXISTS (
SELECT * FROM cities WHERE (size >= 0) IS FALSE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `cities` that break the check `cities_size`';
END IF; END $migc$;

-- add check `cities.cities_size`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE cities ADD CONSTRAINT cities_size CHECK (size >= 0);

-- drop constraint `cities.cities_title`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities DROP CONSTRAINT cities_title;

-- set the default of `cities.size`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities ALTER COLUMN size SET DEFAULT 0;

-- change the type of `cities.size` to int
-- lock: access share on cities  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `cities` whose `size` does not fit int
DO $migc$ BEGIN IF EXISTS (
SELECT * FROM cities WHERE size NOT BETWEEN -2147483648 AND 2147483647 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `cities` whose `size` does not fit int';
END IF; END $migc$;

-- change the type of `cities.size` to int
-- lock: access exclusive on cities, capitals  tx: inside  hazards: rewrites table, blocks reads, blocks writes, may fail on data
ALTER TABLE cities
  ALTER COLUMN size DROP DEFAULT,
  ALTER COLUMN size TYPE integer,
  ALTER COLUMN size SET DEFAULT 0;

-- rename column `cities.title` to `name`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities RENAME COLUMN title TO name;

-- drop column `cities.mayor`
-- lock: access exclusive on cities, capitals  tx: inside  hazards: deletes data
ALTER TABLE cities DROP COLUMN mayor;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: b601647838f2d691e941247d75dc153669b8d622bedb4fb2c50bbe2fc87c1eb0

BEGIN;

-- drop table `capitals`
-- lock: access exclusive on capitals  tx: inside  hazards: deletes data
DROP TABLE capitals;

-- drop table `cities`
-- lock: access exclusive on cities  tx: inside  hazards: deletes data
DROP TABLE cities;

COMMIT;
