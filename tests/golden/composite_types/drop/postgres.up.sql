-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 1864bf33bb7c15f79206e9428802bec7d23ebae8b9372684658b87f916b17c82

BEGIN;

-- create type `address`
-- lock: none  tx: inside  hazards: none
CREATE TYPE address AS (street text, zip varchar(10));

-- create type `address`
-- lock: share update exclusive on address  tx: inside  hazards: none
COMMENT ON COLUMN address.zip IS 'five digits';

COMMIT;

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: c79eabb0a693bc86793ed51b8257885a74844eca9fdb33e46ee1ac2d89fe4b3e

BEGIN;

-- drop type `address`
-- lock: none  tx: inside  hazards: none
DROP TYPE address;

COMMIT;
