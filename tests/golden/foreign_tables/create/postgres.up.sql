-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: edd1c7a907b32a407c207fc853371ffe719c94411de4bfe21caa2c9e566701bf

BEGIN;

-- create extension `postgres_fdw`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION postgres_fdw;

-- create server `far`
-- lock: none  tx: inside  hazards: none
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far');

COMMIT;

-- migration change: create (up)
-- revises: before
-- verdict: exact
-- digest: 9b5302a791d5c31441365db17b778b2b74bb338b710684b0b670e205d9380d7d

BEGIN;

-- create table `people`
-- lock: none  tx: inside  hazards: none
CREATE FOREIGN TABLE people (
  id integer NOT NULL,
  name text,
  CONSTRAINT people_named CHECK (name <> '')
) SERVER far OPTIONS (schema_name 'app', table_name 'people');

-- create table `people`
-- lock: share update exclusive on people  tx: inside  hazards: none
COMMENT ON FOREIGN TABLE people IS 'who is there';

COMMIT;
