-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: marks below a partitioned table (down)
-- revises: before
-- verdict: exact
-- digest: 73bad63e8832990b34bac163e1ccb56292c1801109af8632796669eb854fe210

BEGIN;

-- drop index `events_idx` of `events`
-- lock: access exclusive on events, events_2026, events_2027  tx: inside  hazards: none
DROP INDEX events_idx;

-- detach partition `events_2027` from table `events`
-- lock: access exclusive on events, events_2027  tx: inside  hazards: none
ALTER TABLE events DETACH PARTITION events_2027;

-- drop constraint `events_2027.events_2027_id_day_key`
-- lock: access exclusive on events_2027  tx: inside  hazards: none
ALTER TABLE events_2027 DROP CONSTRAINT events_2027_id_day_key;

-- drop table `events_2027`
-- lock: access exclusive on events_2027  tx: inside  hazards: deletes data
DROP TABLE events_2027;

-- change trigger `events_touch` on `events`
-- lock: share row exclusive on events, events_2026  tx: inside  hazards: none
ALTER TABLE events ENABLE TRIGGER events_touch;

-- drop trigger `events_touch` on `events`
-- lock: access exclusive on events  tx: inside  hazards: none
DROP TRIGGER events_touch ON events;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: e17dd765bf8fe16b9fb50997cdb155c9c3e046eef0f4ebc4608f2e8ca9869f9e

BEGIN;

-- drop function `touch()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION touch();

-- set the storage of `events_2026.id`
-- lock: share update exclusive on events_2026  tx: inside  hazards: none
ALTER TABLE events_2026 ALTER COLUMN id RESET (n_distinct);

-- drop table `events_2026`
-- lock: access exclusive on events_2026, events  tx: inside  hazards: deletes data
DROP TABLE events_2026;

-- drop table `events`
-- lock: access exclusive on events  tx: inside  hazards: none
DROP TABLE events;

COMMIT;
