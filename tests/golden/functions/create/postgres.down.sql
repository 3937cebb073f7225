-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: a61aa7cae0aa4f374bcade7fc7798746f01f87270c984ededda6e0af216d6ba7

BEGIN;

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

COMMIT;
