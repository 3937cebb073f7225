-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: attach (down)
-- revises: before
-- verdict: exact
-- digest: 90e9f5d4b31a258419bca8a41417860f023775179645b6d97aaf3b9fd6603263

BEGIN;

-- detach partition `events_2024` from table `events`
-- lock: access exclusive on events, events_2024  tx: inside  hazards: none
ALTER TABLE events DETACH PARTITION events_2024;

-- drop constraint `events_2024.events_2024_pkey`
-- lock: access exclusive on events_2024  tx: inside  hazards: none
ALTER TABLE events_2024 DROP CONSTRAINT events_2024_pkey;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: dd709c86245bfbd9260a0262492c38ff267fc2d64fbb6b65410f3f47a5dbd009

BEGIN;

-- drop table `events_2024`
-- lock: access exclusive on events_2024  tx: inside  hazards: deletes data
DROP TABLE events_2024;

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
