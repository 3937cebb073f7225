-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: other identities (down)
-- revises: before
-- verdict: exact
-- digest: 3513ea8e9ba6e7cc23bfebe8a7bb2ede095265cba1d328a5157376adf4619262

BEGIN;

-- drop table `events`
-- lock: access exclusive on events  tx: inside  hazards: none
DROP TABLE events;

-- set options of table `readings`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings REPLICA IDENTITY DEFAULT;

-- drop index `readings_code_idx` of `readings`
-- lock: access exclusive on readings  tx: inside  hazards: none
DROP INDEX readings_code_idx;

-- drop column `readings.code`
-- lock: access exclusive on readings  tx: inside  hazards: deletes data
ALTER TABLE readings DROP COLUMN code;

-- add unique constraint `readings.readings_by_sensor`
-- lock: access share on readings  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `readings` with the same `sensor` and `at`
DO $migc$ BEGIN IF EXISTS (
SELECT sensor, at, count(*) AS rows FROM readings WHERE sensor IS NOT NULL AND at IS NOT NULL GROUP BY sensor, at HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `readings` with the same `sensor` and `at`';
END IF; END $migc$;

-- add unique constraint `readings.readings_by_sensor`
-- lock: access exclusive on readings  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE readings ADD CONSTRAINT readings_by_sensor UNIQUE (sensor, at);

-- set options of table `readings`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings REPLICA IDENTITY USING INDEX readings_by_sensor;

-- rename constraint `readings.readings_by_sensor` to `readings_sensor_key`
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings RENAME CONSTRAINT readings_by_sensor TO readings_sensor_key;

-- set options of table `notes`
-- lock: access exclusive on notes  tx: inside  hazards: none
ALTER TABLE notes REPLICA IDENTITY FULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3570b51a15f3e97141f62fad157bc3b5ccba9ca7d4f9427812545ffac516dbdd

BEGIN;

-- drop table `notes`
-- lock: access exclusive on notes  tx: inside  hazards: deletes data
DROP TABLE notes;

-- drop table `readings`
-- lock: access exclusive on readings  tx: inside  hazards: deletes data
DROP TABLE readings;

COMMIT;
