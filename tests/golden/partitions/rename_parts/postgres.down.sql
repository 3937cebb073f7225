-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename parts (down)
-- revises: before
-- verdict: exact
-- digest: 7ef7fa03d10204d9afdb08269e2c275b9714eecd3c77587bbd8cad7f5cb2c182

BEGIN;

-- rename index `this_year` to `events_2026_kind_idx`
-- lock: share update exclusive on this_year  tx: inside  hazards: none
ALTER INDEX this_year RENAME TO events_2026_kind_idx;

-- rename constraint `events.events_kind_is_known` to `events_kind_known`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events RENAME CONSTRAINT events_kind_is_known TO events_kind_known;

-- rename constraint `events.events_key` to `events_pkey`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events RENAME CONSTRAINT events_key TO events_pkey;

-- rename index `events_by_kind` to `events_kind_idx`
-- lock: share update exclusive on events_by_kind  tx: inside  hazards: none
ALTER INDEX events_by_kind RENAME TO events_kind_idx;

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
