-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: alter (down)
-- revises: before
-- verdict: exact
-- digest: 300771ffd0a552bcdd07c5061df8a9e73d043a72e12089b4ced263da2a1cc8ab

BEGIN;

-- change type `address`
-- lock: none  tx: inside  hazards: none
COMMENT ON TYPE address IS NULL;

-- change type `address`
-- lock: none  tx: inside  hazards: none
ALTER TYPE address ALTER ATTRIBUTE street TYPE text;

-- change type `address`
-- lock: none  tx: inside  hazards: none
ALTER TYPE address RENAME ATTRIBUTE postcode TO zip;

-- change type `address`
-- lock: none  tx: inside  hazards: none
ALTER TYPE address DROP ATTRIBUTE country;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 1864bf33bb7c15f79206e9428802bec7d23ebae8b9372684658b87f916b17c82

BEGIN;

-- drop type `address`
-- lock: none  tx: inside  hazards: none
DROP TYPE address;

COMMIT;
