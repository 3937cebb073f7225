-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 2d322c94cdcf6386301715e1f93c5db04f7fb26f812fc698f745845d6a43350b

BEGIN;

-- create extension `postgres_fdw`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION postgres_fdw;

-- create server `far`
-- lock: none  tx: inside  hazards: none
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far');

-- create table `people`
-- lock: none  tx: inside  hazards: none
CREATE FOREIGN TABLE people (
  id integer NOT NULL,
  name text
) SERVER far OPTIONS (schema_name 'app', table_name 'people');

COMMIT;

-- migration change: changes (up)
-- revises: before
-- verdict: exact
-- digest: 7b947f90b71ba46978e43ad834cb745346cf12ce21a76554314d1a51eb49ff28

BEGIN;

-- add column `people.born`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people ADD COLUMN born date;

-- set options of foreign table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER FOREIGN TABLE people OPTIONS (ADD fetch_size '10', SET table_name 'humans');

-- set options of foreign table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER FOREIGN TABLE people OPTIONS (DROP schema_name);

-- comment on table `people`
-- lock: share update exclusive on people  tx: inside  hazards: none
COMMENT ON FOREIGN TABLE people IS 'elsewhere';

-- rename table `people` to `humans`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people RENAME TO humans;

COMMIT;
