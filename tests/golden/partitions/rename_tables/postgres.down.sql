-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename tables (down)
-- revises: before
-- verdict: exact
-- digest: f32a23584ab83e213ee63ec07b026a2724c0d4d496b089329c40dd14cc9fb7b7

BEGIN;

-- rename table `happenings` to `events`
-- lock: access exclusive on happenings, events_2025, events_now  tx: inside  hazards: none
ALTER TABLE happenings RENAME TO events;

-- rename table `events_now` to `events_2026`
-- lock: access exclusive on events_now  tx: inside  hazards: none
ALTER TABLE events_now RENAME TO events_2026;

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
