-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: another order (down)
-- revises: before
-- verdict: exact
-- digest: e823d69b3122737ab206110ae8a6caf16eb46b29942d65b3abf7f0cfff27b619

BEGIN;

-- set options of table `notes`
-- lock: share update exclusive on notes  tx: inside  hazards: none
ALTER TABLE notes CLUSTER ON notes_pkey;

-- drop table `notes`
-- lock: access exclusive on notes  tx: inside  hazards: deletes data
DROP TABLE notes;

-- add index `readings_by_sensor` on `readings`
-- lock: share on readings  tx: inside  hazards: builds index, blocks writes
CREATE INDEX readings_by_sensor ON readings (sensor);

-- set options of table `readings`
-- lock: share update exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings CLUSTER ON readings_by_sensor;

-- rename index `readings_by_sensor` to `readings_sensor_idx`
-- lock: share update exclusive on readings_by_sensor  tx: inside  hazards: none
ALTER INDEX readings_by_sensor RENAME TO readings_sensor_idx;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 27c63b346db7feeff29fe935bcf6ba366774af5742f28fdf5217f72274d3aba6

BEGIN;

-- drop table `readings`
-- lock: access exclusive on readings  tx: inside  hazards: deletes data
DROP TABLE readings;

COMMIT;
