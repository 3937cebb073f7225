-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: foreign keys (down)
-- revises: before
-- verdict: exact
-- digest: 4d3f3661c38f7ca71eab688428ac140d645f6537d377671ba0047299c6d5206d

BEGIN;

-- drop table `notes`
-- lock: access exclusive on notes, events  tx: inside  hazards: deletes data
DROP TABLE notes;

-- drop constraint `events.events_owner_fkey`
-- lock: access exclusive on events, owners, events_2025, events_2026  tx: inside  hazards: none
ALTER TABLE events DROP CONSTRAINT events_owner_fkey;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 35a8c350553d269d19f08e5efd8091425e49e4715f8e37c934d174cdb1eb9848

BEGIN;

-- drop column `events.owner`
-- lock: access exclusive on events, events_2025, events_2026  tx: inside  hazards: deletes data
ALTER TABLE events DROP COLUMN owner;

-- drop table `events_2026`
-- lock: access exclusive on events_2026, events  tx: inside  hazards: deletes data
DROP TABLE events_2026;

-- drop table `events_2025`
-- lock: access exclusive on events_2025, events  tx: inside  hazards: deletes data
DROP TABLE events_2025;

-- drop table `events`
-- lock: access exclusive on events  tx: inside  hazards: none
DROP TABLE events;

-- drop table `owners`
-- lock: access exclusive on owners  tx: inside  hazards: deletes data
DROP TABLE owners;

COMMIT;
