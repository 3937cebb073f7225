-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename column (down)
-- revises: before
-- verdict: exact
-- digest: 4f9e870173eb869d7ddf29b0899548c6f78c256c476c56241b834d40267a264a

BEGIN;

-- rename column `events.sort` to `kind`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events RENAME COLUMN sort TO kind;

-- rename column `events.happened_at` to `created_at`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events RENAME COLUMN happened_at TO created_at;

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
