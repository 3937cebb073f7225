-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add column (down)
-- revises: before
-- verdict: exact
-- digest: ab85ed0716e3bf73897769db18ed5ae9914c0088c09d98e8e867f5ccdefc85a6

BEGIN;

-- drop column `events.note`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: deletes data
ALTER TABLE events DROP COLUMN note;

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
