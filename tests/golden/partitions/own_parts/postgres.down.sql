-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: own parts (down)
-- revises: before
-- verdict: exact
-- digest: 5d03aed989dbcb73a7f7f75bf8d8c45358b596cb812c798560d5eaa575fb3903

BEGIN;

-- set the default of `events_2026.kind`
-- lock: access exclusive on events_2026  tx: inside  hazards: none
ALTER TABLE events_2026 ALTER COLUMN kind SET DEFAULT 'x';

-- drop index `events_2026_id_idx` of `events_2026`
-- lock: access exclusive on events_2026  tx: inside  hazards: none
DROP INDEX events_2026_id_idx;

-- drop constraint `events_2026.events_2026_even`
-- lock: access exclusive on events_2026  tx: inside  hazards: none
ALTER TABLE events_2026 DROP CONSTRAINT events_2026_even;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 305e00c844cbe2a0558963eca61b4171f4706e7262dd02387b41bad7a3ee25d3

BEGIN;

-- drop table `events_2026`
-- lock: access exclusive on events_2026, events  tx: inside  hazards: deletes data
DROP TABLE events_2026;

-- drop table `events_2025`
-- lock: access exclusive on events_2025, events  tx: inside  hazards: deletes data
DROP TABLE events_2025;

-- drop table `events`
-- lock: access exclusive on events  tx: inside  hazards: none
DROP TABLE events;

COMMIT;
