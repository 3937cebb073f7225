-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: detach (down)
-- revises: before
-- verdict: exact
-- digest: 62576a63105506bf38a3265b10b9fe16f4bb90fd6237faf48b79ddef838059d9

BEGIN;

-- attach partition `events_2025` to table `events`
-- lock: access share on events_2025  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `events_2025` outside of its bound
DO $migc$ BEGIN IF EXISTS (
SELECT * FROM events_2025 WHERE (created_at IS NOT NULL AND created_at >= '2025-01-01' AND created_at < '2026-01-01') IS NOT TRUE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `events_2025` outside of its bound';
END IF; END $migc$;

-- attach partition `events_2025` to table `events`
-- lock: access exclusive on events_2025, events (share update exclusive)  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

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
