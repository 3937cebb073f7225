-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add index (down)
-- revises: before
-- verdict: exact
-- digest: e73d1d3e41be05fc945c997d9ebb2b4367b1fcf02d65a50514ff7f0b89aac6f0

BEGIN;

-- drop constraint `events.events_time_kind`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events DROP CONSTRAINT events_time_kind;

-- drop index `events_by_time` of `events`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
DROP INDEX events_by_time;

-- add index `mine` on `events_2025`
-- lock: share on events_2025  tx: inside  hazards: builds index, blocks writes
CREATE INDEX mine ON events_2025 (created_at DESC);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 1ff1e67aa312003e676b4a6c7c2ed37176951aef8c992b3faae72a9391a9c0a2

BEGIN;

-- drop index `mine` of `events_2025`
-- lock: access exclusive on events_2025  tx: inside  hazards: none
DROP INDEX mine;

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
