-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 2d46b1edce56bef0ec15d0684fa777ce75c27ee7b30322f4dc69c321b07aa221

BEGIN;

-- create function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';

-- create function `twice(text)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(t text) RETURNS text LANGUAGE sql AS 'SELECT t || t';

-- grant privileges on function `twice(int)` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT EXECUTE ON FUNCTION twice(integer) TO reader;

-- grant privileges on function `twice(text)` to `editor`
-- lock: none  tx: inside  hazards: none
GRANT EXECUTE ON FUNCTION twice(text) TO editor;

COMMIT;

-- migration change: overloads (up)
-- revises: before
-- verdict: exact
-- digest: d6ffd4478578c84b833923435919f92ce722361d7e62cedf96de3ab9b7441889

BEGIN;

-- revoke the privileges of `reader` on function `twice(int)`
-- lock: none  tx: inside  hazards: none
REVOKE EXECUTE ON FUNCTION twice(integer) FROM reader;

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

COMMIT;
