-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop attribute (down)
-- revises: before
-- verdict: structure only: what rows have in attribute `zip` of type `address` is not kept
-- digest: 57dac43278bedf0399be7c166a9aabdb84d37f79244d370a703d84c6557c0c48

BEGIN;

-- change type `address`
-- lock: none  tx: inside  hazards: none
ALTER TYPE address ADD ATTRIBUTE zip varchar(10);

-- change type `address`
-- lock: share update exclusive on address  tx: inside  hazards: none
COMMENT ON COLUMN address.zip IS 'five digits';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 1864bf33bb7c15f79206e9428802bec7d23ebae8b9372684658b87f916b17c82

BEGIN;

-- drop type `address`
-- lock: none  tx: inside  hazards: none
DROP TYPE address;

COMMIT;
