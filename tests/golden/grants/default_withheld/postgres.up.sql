-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 5a336149befae1557eaea4a0f688c8324408233cbf15e4b827c348e35993fd5e

BEGIN;

-- create function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';

COMMIT;

-- migration change: default withheld (up)
-- revises: before
-- verdict: exact
-- digest: f189c072ef57598f3fa57d27b6718815366d7afe557df4d0fc350f50f4fe6bd2

BEGIN;

-- grant privileges on function `twice(int)` to `public`
-- lock: none  tx: inside  hazards: none
REVOKE EXECUTE ON FUNCTION twice(integer) FROM PUBLIC;

-- grant privileges on function `twice(int)` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT EXECUTE ON FUNCTION twice(integer) TO reader;

COMMIT;
