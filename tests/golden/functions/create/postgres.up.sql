-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (up)
-- verdict: exact
-- digest: a61aa7cae0aa4f374bcade7fc7798746f01f87270c984ededda6e0af216d6ba7

BEGIN;

-- create function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';

-- create function `twice(int)`
-- lock: none  tx: inside  hazards: none
COMMENT ON FUNCTION twice(integer) IS 'doubles';

COMMIT;
