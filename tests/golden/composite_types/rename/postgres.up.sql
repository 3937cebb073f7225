-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: e64fb1d477db26587f024d98a63878f6bcb0250a895b1aaef85ffbf8506e05ed

BEGIN;

-- create type `address`
-- lock: none  tx: inside  hazards: none
CREATE TYPE address AS (street text, zip varchar(10));

-- create type `address`
-- lock: share update exclusive on address  tx: inside  hazards: none
COMMENT ON COLUMN address.zip IS 'five digits';

-- create table `people`
-- lock: none  tx: inside  hazards: none
CREATE TABLE people (
  id integer NOT NULL,
  home address,
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: d943ebe942c93ba38885ea279cd2fbeac406d6ed73b43685072d0dfca34ab5aa

BEGIN;

-- rename type `address` to `place`
-- lock: none  tx: inside  hazards: none
ALTER TYPE address RENAME TO place;

COMMIT;
