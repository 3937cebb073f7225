-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration one: everything (down)
-- verdict: exact
-- digest: 323c8f1e55fb06aa3c4bc6373c3725d77fd3bc521f86952e8f54242ab4b22ad2

BEGIN;

-- set options of table `app.people`
-- lock: access exclusive on app.people  tx: inside  hazards: none
ALTER TABLE app.people DISABLE ROW LEVEL SECURITY;

-- revoke the privileges of `reader` on table `app.people`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE app.people FROM reader;

-- drop publication `changes`
-- lock: none  tx: inside  hazards: none
DROP PUBLICATION changes;

-- drop policy `app.people_all` on `app.people`
-- lock: access exclusive on app.people  tx: inside  hazards: none
DROP POLICY people_all ON app.people;

-- drop statistics `people_stats`
-- lock: share update exclusive on app.people  tx: inside  hazards: none
DROP STATISTICS people_stats;

-- drop trigger `app.people_touch` on `app.people`
-- lock: access exclusive on app.people  tx: inside  hazards: none
DROP TRIGGER people_touch ON app.people;

-- drop function `touch()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION touch();

-- drop view `moods`
-- lock: access exclusive on moods  tx: inside  hazards: none
DROP MATERIALIZED VIEW moods;

-- drop view `app.names`
-- lock: access exclusive on app.names  tx: inside  hazards: none
DROP VIEW app.names;

-- drop table `app.people`
-- lock: access exclusive on app.people  tx: inside  hazards: deletes data
DROP TABLE app.people;

-- drop sequence `numbers`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE numbers;

-- drop type `place`
-- lock: none  tx: inside  hazards: none
DROP TYPE place;

-- drop domain `positive`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN positive;

-- drop enum `app.mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE app.mood;

-- drop extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION pg_trgm;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
