-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: other estimates (down)
-- revises: before
-- verdict: structure only: the values of `readings.sensor` are discarded
-- digest: 6060383e7826bc9e8a8b316371191cd593d6b9c89c41fdc77017719e03454a83

BEGIN;

-- add column `readings.sensor`
-- lock: access share on readings  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `readings` that have no value for the new required column `sensor`
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM readings LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `readings` that have no value for the new required column `sensor`';
END IF; END $migc$;

-- add column `readings.sensor`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ADD COLUMN sensor integer NOT NULL;

-- add column `readings.sensor`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN sensor SET STATISTICS 500;

-- add column `readings.sensor`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN sensor SET (n_distinct_inherited = 100);

-- set the storage of `readings.room`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN room SET (n_distinct = 10);

-- set the storage of `readings.sensor`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN sensor SET (n_distinct = -0.05);

-- set the storage of `readings.room`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN room RESET (n_distinct);

-- set the storage of `readings.sensor`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN sensor SET (n_distinct = 200);

-- set the storage of `readings.sensor`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings ALTER COLUMN sensor RESET (n_distinct_inherited);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3628d0c10aa5e975aac8910b76d1e0b9878de8674d323fb5600377d3e50e173c

BEGIN;

-- drop table `readings`
-- lock: access exclusive on readings  tx: inside  hazards: deletes data
DROP TABLE readings;

COMMIT;
