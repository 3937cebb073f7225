-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: replace (down)
-- revises: before
-- verdict: exact
-- digest: 3db47e6691b1c6c16040a622c143f26a9440603c23864d0f3864b30a900b7cac

BEGIN;

-- change function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 5a336149befae1557eaea4a0f688c8324408233cbf15e4b827c348e35993fd5e

BEGIN;

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

COMMIT;
