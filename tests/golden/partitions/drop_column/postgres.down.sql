-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop column (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: d6e94be02d175b4903a361638db0b2db97c2dac6467cd8c59bee2cfe1268d929

BEGIN;

-- add column `events.kind` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_1' AS missing WHERE to_regclass('migc.stash_change_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `events.kind` with its kept values
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events ADD COLUMN kind text DEFAULT 'x';

-- add column `events.kind` with its kept values
-- lock: row exclusive on events, events_2025, events_2026  tx: inside  hazards: changes rows
UPDATE events AS t SET kind = s.kind
  FROM migc.stash_change_1 AS s WHERE t.id = s.id AND t.created_at = s.created_at;

-- add column `events.kind` with its kept values
-- lock: access exclusive on migc.stash_change_1  tx: inside  hazards: none
DROP TABLE migc.stash_change_1;

-- set the default of `events_2025.kind`
-- lock: access exclusive on events_2025  tx: inside  hazards: none
ALTER TABLE events_2025 ALTER COLUMN kind SET DEFAULT 'old';

-- make `events_2025.kind` not null
-- lock: access share on events_2025  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `events_2025` where `kind` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id, created_at FROM events_2025 WHERE kind IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `events_2025` where `kind` is null';
END IF; END $migc$;

-- make `events_2025.kind` not null
-- lock: access exclusive on events_2025  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE events_2025 ALTER COLUMN kind SET NOT NULL;

-- comment on column `events_2025.kind`
-- lock: share update exclusive on events_2025  tx: inside  hazards: none
COMMENT ON COLUMN events_2025.kind IS 'of old';

-- add index `events_2025_kind_idx` on `events_2025`
-- lock: share on events_2025  tx: inside  hazards: builds index, blocks writes
CREATE INDEX events_2025_kind_idx ON events_2025 (kind);

-- add index `events_2026_kind_idx` on `events_2026`
-- lock: share on events_2026  tx: inside  hazards: builds index, blocks writes
CREATE INDEX events_2026_kind_idx ON events_2026 (kind);

-- add index `events_kind_idx` on `events`
-- lock: share on events, events_2025, events_2026  tx: inside  hazards: builds index, blocks writes
CREATE INDEX events_kind_idx ON events (kind);

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

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 79f0edd52fe2827d7d1a1b9be079f333d8659cc860f3c0b649eff1ddfe0e4963

BEGIN;

-- remove the comment of column `events_2025.kind`
-- lock: share update exclusive on events_2025  tx: inside  hazards: none
COMMENT ON COLUMN events_2025.kind IS NULL;

-- let `events_2025.kind` be null
-- lock: access exclusive on events_2025  tx: inside  hazards: none
ALTER TABLE events_2025 ALTER COLUMN kind DROP NOT NULL;

-- set the default of `events_2025.kind`
-- lock: access exclusive on events_2025  tx: inside  hazards: none
ALTER TABLE events_2025 ALTER COLUMN kind SET DEFAULT 'x';

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
