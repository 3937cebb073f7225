-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: e17dd765bf8fe16b9fb50997cdb155c9c3e046eef0f4ebc4608f2e8ca9869f9e

BEGIN;

-- create table `events`
-- lock: none  tx: inside  hazards: none
CREATE TABLE events (
  id bigint NOT NULL,
  day date NOT NULL,
  CONSTRAINT events_key UNIQUE (id, day)
) PARTITION BY RANGE (day);

-- create table `events_2026`
-- lock: none  tx: inside  hazards: none
CREATE TABLE events_2026 (
  id bigint NOT NULL,
  day date NOT NULL,
  CONSTRAINT events_2026_id_day_key UNIQUE (id, day)
);

-- create table `events_2026`
-- lock: access exclusive on events_2026, events (share update exclusive)  tx: inside  hazards: none
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- create table `events_2026`
-- lock: access exclusive on events_2026  tx: inside  hazards: none
ALTER TABLE events_2026 REPLICA IDENTITY USING INDEX events_2026_id_day_key;

-- create table `events_2026`
-- lock: share update exclusive on events_2026  tx: inside  hazards: none
ALTER TABLE events_2026 CLUSTER ON events_2026_id_day_key;

-- set the storage of `events_2026.id`
-- lock: share update exclusive on events_2026  tx: inside  hazards: none
ALTER TABLE events_2026 ALTER COLUMN id SET (n_distinct = -1);

-- create function `touch()`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

COMMIT;

-- migration change: marks below a partitioned table (up)
-- revises: before
-- verdict: exact
-- digest: 73bad63e8832990b34bac163e1ccb56292c1801109af8632796669eb854fe210

BEGIN;

-- create trigger `events_touch` on `events`
-- lock: share row exclusive on events, events_2026  tx: inside  hazards: none
CREATE TRIGGER events_touch BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION touch();

-- change trigger `events_touch` on `events`
-- lock: share row exclusive on events, events_2026  tx: inside  hazards: none
ALTER TABLE events DISABLE TRIGGER events_touch;

-- create table `events_2027`
-- lock: none  tx: inside  hazards: none
CREATE TABLE events_2027 (
  id bigint NOT NULL,
  day date NOT NULL
);

-- create table `events_2027`
-- lock: share on events_2027  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX events_2027_idx ON events_2027 (id, day);

-- create table `events_2027`
-- lock: access exclusive on events_2027  tx: inside  hazards: none
ALTER TABLE events_2027 REPLICA IDENTITY USING INDEX events_2027_idx;

-- attach partition `events_2027` to table `events`
-- lock: access share on events_2027  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `events_2027` outside of its bound
DO $migc$ BEGIN IF EXISTS (
SELECT * FROM events_2027 WHERE (day IS NOT NULL AND day >= '2027-01-01' AND day < '2028-01-01') IS NOT TRUE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `events_2027` outside of its bound';
END IF; END $migc$;

-- attach partition `events_2027` to table `events`
-- lock: access exclusive on events_2027  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE events_2027 ADD CONSTRAINT events_2027_id_day_key UNIQUE (id, day);

-- attach partition `events_2027` to table `events`
-- lock: access exclusive on events_2027, events (share update exclusive)  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');

-- add unique index `events_idx` on `events`
-- lock: access share on events  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `events` with the same key of index `events_idx`
DO $migc$ BEGIN IF EXISTS (
SELECT day, id, count(*) AS rows FROM events WHERE day IS NOT NULL AND id IS NOT NULL GROUP BY day, id HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `events` with the same key of index `events_idx`';
END IF; END $migc$;

-- add unique index `events_idx` on `events`
-- lock: share on events_2026  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX events_2026_day_id_idx ON events_2026 (day, id);

-- add unique index `events_idx` on `events`
-- lock: share on events_2027  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX events_2027_day_id_idx ON events_2027 (day, id);

-- add unique index `events_idx` on `events`
-- lock: share on events, events_2026, events_2027  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX events_idx ON events (day, id);

COMMIT;
