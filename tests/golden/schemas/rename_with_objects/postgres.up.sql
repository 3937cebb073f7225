-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: db86792eca427c6b402742c3d8fe9ad251a094a345938157ff780da914e96190

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create enum `app.mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE app.mood AS ENUM ('good', 'bad');

-- create domain `app.name`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN app.name AS text;

-- create sequence `app.numbers`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE app.numbers;

-- create table `app.people`
-- lock: none  tx: inside  hazards: none
CREATE TABLE app.people (
  id bigint NOT NULL DEFAULT nextval('app.numbers'),
  name app.name,
  mood app.mood NOT NULL DEFAULT 'good',
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

-- change sequence `app.numbers`
-- lock: access share on app.people  tx: inside  hazards: none
ALTER SEQUENCE app.numbers OWNED BY app.people.id;

-- create view `app.names`
-- lock: access share on app.people  tx: inside  hazards: none
CREATE VIEW app.names AS
SELECT people.name FROM app.people;

-- create view `moods`
-- lock: none  tx: inside  hazards: none
CREATE VIEW moods AS
SELECT name, mood::app.mood FROM app.names CROSS JOIN (SELECT 'good' AS mood) AS one;

-- create function `app.touch()`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

-- create trigger `app.people_touch` on `app.people`
-- lock: share row exclusive on app.people  tx: inside  hazards: none
CREATE TRIGGER people_touch BEFORE UPDATE OF name ON app.people FOR EACH ROW EXECUTE FUNCTION app.touch();

-- grant privileges on schema `app` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT USAGE ON SCHEMA app TO reader;

-- grant privileges on table `app.people` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE app.people TO reader;

-- grant privileges on view `app.names` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE app.names TO reader;

-- change trigger `app.people_touch` on `app.people`
-- lock: access share on app.people  tx: inside  hazards: none
COMMENT ON TRIGGER people_touch ON app.people IS 'on every change';

COMMIT;

-- migration change: rename with objects (up)
-- revises: before
-- verdict: exact
-- digest: 9aa82502be1916e8e009fb3333e1ed58e227ef80560ff6a02fabe370f6604c94

BEGIN;

-- rename schema `app` to `shop`
-- lock: none  tx: inside  hazards: none
ALTER SCHEMA app RENAME TO shop;

COMMIT;
