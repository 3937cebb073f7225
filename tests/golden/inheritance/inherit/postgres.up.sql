-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 877a9c12582976ddf64b64086e57fb8b529374b56bd48ae7803acdc64095a685

BEGIN;

-- create table `cities`
-- lock: none  tx: inside  hazards: none
CREATE TABLE cities (
  name text NOT NULL
);

-- create table `villages`
-- lock: none  tx: inside  hazards: none
CREATE TABLE villages (
  name text NOT NULL,
  hens integer
);

COMMIT;

-- migration change: inherit (up)
-- revises: before
-- verdict: exact
-- digest: 80b880962188a6707589b527af7bcc97b3f61135e28bc8dfdab27e1a275a4071

BEGIN;

-- let table `villages` inherit from `cities`
-- lock: access exclusive on villages, cities (share update exclusive)  tx: inside  hazards: none
ALTER TABLE villages INHERIT cities;

COMMIT;
