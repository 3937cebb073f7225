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

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: 8e950ef22f4963d6f78d49ace89208171c00a4c7d387a39e9c246c2fafd60967

BEGIN;

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

COMMIT;
