-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration one: everything (up)
-- verdict: exact
-- digest: 323c8f1e55fb06aa3c4bc6373c3725d77fd3bc521f86952e8f54242ab4b22ad2

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION pg_trgm;

-- create enum `app.mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE app.mood AS ENUM ('good', 'bad');

-- create domain `positive`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN positive AS integer CONSTRAINT positive_check CHECK (value > 0);

-- create type `place`
-- lock: none  tx: inside  hazards: none
CREATE TYPE place AS (room text, floor positive);

-- create sequence `numbers`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE numbers START WITH 5;

-- create table `app.people`
-- lock: none  tx: inside  hazards: none
CREATE TABLE app.people (
  id bigint NOT NULL DEFAULT nextval('numbers'),
  name text NOT NULL,
  mood app.mood,
  place place,
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

-- create view `app.names`
-- lock: access share on app.people  tx: inside  hazards: none
CREATE VIEW app.names AS
SELECT name FROM app.people;

-- create view `app.names`
-- lock: none  tx: inside  hazards: none
COMMENT ON VIEW app.names IS 'their names';

-- create materialized view `moods`
-- lock: access share on app.people  tx: inside  hazards: scans table
CREATE MATERIALIZED VIEW moods AS
SELECT mood, count(*) AS people FROM app.people GROUP BY mood;

-- create materialized view `moods`
-- lock: share on moods  tx: inside  hazards: builds index, blocks writes
CREATE UNIQUE INDEX moods_mood_idx ON moods (mood);

-- create function `touch()`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

-- create trigger `app.people_touch` on `app.people`
-- lock: share row exclusive on app.people  tx: inside  hazards: none
CREATE TRIGGER people_touch BEFORE UPDATE ON app.people FOR EACH ROW EXECUTE FUNCTION touch();

-- create statistics `people_stats`
-- lock: share update exclusive on app.people  tx: inside  hazards: none
CREATE STATISTICS people_stats ON name, mood FROM app.people;

-- create policy `app.people_all` on `app.people`
-- lock: access exclusive on app.people  tx: inside  hazards: none
CREATE POLICY people_all ON app.people USING (name <> '');

-- create publication `changes`
-- lock: share update exclusive on app.people  tx: inside  hazards: none
CREATE PUBLICATION changes FOR TABLE app.people (id, name);

-- grant privileges on table `app.people` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE app.people TO reader;

-- set options of table `app.people`
-- lock: access exclusive on app.people  tx: inside  hazards: none
ALTER TABLE app.people ENABLE ROW LEVEL SECURITY;

COMMIT;
