-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: conditions are stored with the types of their columns (down)
-- revises: before
-- verdict: structure only: values of `readings.amount` are converted from decimal(10, 2) to bigint
-- digest: fed94715c40ab3580399ddacb239b05aac0e5c4bb40820ee423c61b7e053d3ae

BEGIN;

-- change the type of `readings.day` to date
-- lock: access share on readings  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `readings` whose `day` does not fit date
DO $migc$ BEGIN IF EXISTS (
SELECT id, day FROM readings WHERE day <> day::date LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `readings` whose `day` does not fit date';
END IF; END $migc$;

-- change the type of `readings.day` to date
-- lock: access exclusive on readings  tx: inside  hazards: none
DROP INDEX readings_recent_idx;

-- change the type of `readings.day` to date
-- lock: access exclusive on readings  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE readings ALTER COLUMN day TYPE date;

-- change the type of `readings.day` to date
-- lock: share on readings  tx: inside  hazards: builds index, blocks writes
CREATE INDEX readings_recent_idx ON readings (id) WHERE day > '2020-01-01';

-- change the type of `readings.amount` to decimal(10, 2)
-- lock: access share on readings  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `readings` whose `amount` does not fit decimal(10, 2)
DO $migc$ BEGIN IF EXISTS (
SELECT id, amount FROM readings WHERE abs(round(amount::numeric, 2)) >= 100000000 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `readings` whose `amount` does not fit decimal(10, 2)';
END IF; END $migc$;

-- change the type of `readings.amount` to decimal(10, 2)
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings DROP CONSTRAINT amount_fits;

-- change the type of `readings.amount` to decimal(10, 2)
-- lock: access exclusive on readings  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE readings ALTER COLUMN amount TYPE numeric(10, 2);

-- change the type of `readings.amount` to decimal(10, 2)
-- lock: access exclusive on readings  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE readings ADD CONSTRAINT amount_fits CHECK (amount > 0 AND amount < 1000);

-- change the type of `readings.name` to varchar(40)
-- lock: access share on readings  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `readings` whose `name` does not fit varchar(40)
DO $migc$ BEGIN IF EXISTS (
SELECT id, name FROM readings WHERE char_length(name) > 40 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `readings` whose `name` does not fit varchar(40)';
END IF; END $migc$;

-- change the type of `readings.name` to varchar(40)
-- lock: access exclusive on readings  tx: inside  hazards: none
ALTER TABLE readings DROP CONSTRAINT name_known;

-- change the type of `readings.name` to varchar(40)
-- lock: access exclusive on readings  tx: inside  hazards: none
DROP INDEX readings_lower_idx;

-- change the type of `readings.name` to varchar(40)
-- lock: access exclusive on readings  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE readings ALTER COLUMN name TYPE varchar(40);

-- change the type of `readings.name` to varchar(40)
-- lock: share on readings  tx: inside  hazards: builds index, blocks writes
CREATE INDEX readings_lower_idx ON readings (lower(name));

-- change the type of `readings.name` to varchar(40)
-- lock: access exclusive on readings  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE readings ADD CONSTRAINT name_known CHECK (name IN ('a', 'b', 'c'));

COMMIT;

-- migration before: conditions over columns (down)
-- verdict: exact
-- digest: 2c3d94b0870dac9a0e155a194ecba90870905b683ba8f2566665c24eabba9a95

BEGIN;

-- drop table `readings`
-- lock: access exclusive on readings  tx: inside  hazards: deletes data
DROP TABLE readings;

COMMIT;
