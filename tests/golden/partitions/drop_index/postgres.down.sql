-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop index (down)
-- revises: before
-- verdict: exact
-- digest: 37bca91634a894296df4e3b77774363d785b4fbac7c575c7aea5895ecfdc949e

BEGIN;

-- add primary key `events_2025.events_2025_pkey`
-- lock: access share on events_2025  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `events_2025` with the same `id` and `created_at`
DO $migc$ BEGIN IF EXISTS (
SELECT id, created_at, count(*) AS rows FROM events_2025 GROUP BY id, created_at HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `events_2025` with the same `id` and `created_at`';
END IF; END $migc$;

-- add primary key `events_2025.events_2025_pkey`
-- lock: access exclusive on events_2025  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE events_2025 ADD CONSTRAINT events_2025_pkey PRIMARY KEY (id, created_at);

-- add primary key `events_2026.events_2026_pkey`
-- lock: access share on events_2026  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `events_2026` with the same `id` and `created_at`
DO $migc$ BEGIN IF EXISTS (
SELECT id, created_at, count(*) AS rows FROM events_2026 GROUP BY id, created_at HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `events_2026` with the same `id` and `created_at`';
END IF; END $migc$;

-- add primary key `events_2026.events_2026_pkey`
-- lock: access exclusive on events_2026  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE events_2026 ADD CONSTRAINT events_2026_pkey PRIMARY KEY (id, created_at);

-- add primary key `events.events_pkey`
-- lock: access share on events  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `events` with the same `id` and `created_at`
DO $migc$ BEGIN IF EXISTS (
SELECT id, created_at, count(*) AS rows FROM events GROUP BY id, created_at HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `events` with the same `id` and `created_at`';
END IF; END $migc$;

-- add primary key `events.events_pkey`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY (id, created_at);

-- add check `events.events_kind_known`
-- lock: access share on events  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `events` that break the check `events_kind_known`
DO $migc$ BEGIN IF EXISTS (
SELECT id, created_at, kind FROM events WHERE (kind <> '') IS FALSE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `events` that break the check `events_kind_known`';
END IF; END $migc$;

-- add check `events.events_kind_known`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE events ADD CONSTRAINT events_kind_known CHECK (kind <> '');

-- add index `events_2025_kind_idx` on `events_2025`
-- lock: share on events_2025  tx: inside  hazards: builds index, blocks writes
CREATE INDEX events_2025_kind_idx ON events_2025 (kind);

-- add index `events_2026_kind_idx` on `events_2026`
-- lock: share on events_2026  tx: inside  hazards: builds index, blocks writes
CREATE INDEX events_2026_kind_idx ON events_2026 (kind);

-- add index `events_kind_idx` on `events`
-- lock: share on events, events_2025, events_2026  tx: inside  hazards: builds index, blocks writes
CREATE INDEX events_kind_idx ON events (kind);

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
