-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: column changes (down)
-- revises: before
-- verdict: structure only: values of `events.kind` are converted from text to varchar(80)
-- digest: 15a07d04902f55dac8783e5482a9d76c3eb7cbeacdf23c6d6a21a858a8e652d9

BEGIN;

-- let `events.kind` be null
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events ALTER COLUMN kind DROP NOT NULL;

-- change the type of `events.kind` to text
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events DROP CONSTRAINT events_kind_known;

-- change the type of `events.kind` to text
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events
  ALTER COLUMN kind DROP DEFAULT,
  ALTER COLUMN kind TYPE text,
  ALTER COLUMN kind SET DEFAULT 'new';

-- change the type of `events.kind` to text
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE events ADD CONSTRAINT events_kind_known CHECK (kind <> '');

-- set the default of `events.kind`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events ALTER COLUMN kind SET DEFAULT 'x';

-- set the default of `events_2025.kind`
-- lock: access exclusive on events_2025  tx: inside  hazards: none
ALTER TABLE events_2025 ALTER COLUMN kind SET DEFAULT 'old';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: d7b54af5e1fa844444c19445458c9504fa7001f43a58c5a2263ca997567a18cd

BEGIN;

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
