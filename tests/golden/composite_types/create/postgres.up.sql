-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (up)
-- verdict: exact
-- digest: 0b6ce7d91af3686e3ca0b84fd2382a0aa3926cd6d1fa6865da624db37a2d904f

BEGIN;

-- create type `address`
-- lock: none  tx: inside  hazards: none
CREATE TYPE address AS (street text COLLATE "C", zip varchar(10));

-- create type `address`
-- lock: share update exclusive on address  tx: inside  hazards: none
COMMENT ON COLUMN address.zip IS 'five digits';

-- create type `address`
-- lock: none  tx: inside  hazards: none
COMMENT ON TYPE address IS 'where they live';

-- create table `people`
-- lock: none  tx: inside  hazards: none
CREATE TABLE people (
  id integer NOT NULL,
  home address,
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

COMMIT;
