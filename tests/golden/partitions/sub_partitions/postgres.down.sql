-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: sub partitions (down)
-- revises: before
-- verdict: exact
-- digest: 4d717fc1a900504fcf693bfa8cf54732a31b7a9a3fed20799d6ca848defb2b4a

BEGIN;

-- drop index `events_note_created_at_idx` of `events`
-- lock: access exclusive on events, events_2025, events_2026, events_2027, events_2027_rest, events_2027_x  tx: inside  hazards: none
DROP INDEX events_note_created_at_idx;

-- drop column `events.note`
-- lock: access exclusive on events, events_2025, events_2026, events_2027, events_2027_rest, events_2027_x  tx: inside  hazards: deletes data
ALTER TABLE events DROP COLUMN note;

-- drop table `events_2027_rest`
-- lock: access exclusive on events_2027_rest, events_2027  tx: inside  hazards: deletes data
DROP TABLE events_2027_rest;

-- drop table `events_2027_x`
-- lock: access exclusive on events_2027_x, events_2027  tx: inside  hazards: deletes data
DROP TABLE events_2027_x;

-- drop table `events_2027`
-- lock: access exclusive on events_2027, events  tx: inside  hazards: none
DROP TABLE events_2027;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: c545767cb9a0e2b0227abc94b58efc66ba40109f474474bc8d1eea4b741160bf

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
