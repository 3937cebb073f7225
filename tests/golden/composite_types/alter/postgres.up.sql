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

-- migration change: alter (up)
-- revises: before
-- verdict: exact
-- digest: 300771ffd0a552bcdd07c5061df8a9e73d043a72e12089b4ced263da2a1cc8ab

BEGIN;

-- change type `address`
-- lock: none  tx: inside  hazards: none
ALTER TYPE address ADD ATTRIBUTE country text;

-- change type `address`
-- lock: none  tx: inside  hazards: none
ALTER TYPE address RENAME ATTRIBUTE zip TO postcode;

-- change type `address`
-- lock: none  tx: inside  hazards: none
ALTER TYPE address ALTER ATTRIBUTE street TYPE varchar(200);

-- change type `address`
-- lock: none  tx: inside  hazards: none
COMMENT ON TYPE address IS 'where they live';

COMMIT;
