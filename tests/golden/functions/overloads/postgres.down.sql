-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: overloads (down)
-- revises: before
-- verdict: exact
-- digest: d6ffd4478578c84b833923435919f92ce722361d7e62cedf96de3ab9b7441889

BEGIN;

-- create function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT n * 2';

-- grant privileges on function `twice(int)` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT EXECUTE ON FUNCTION twice(integer) TO reader;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 2d46b1edce56bef0ec15d0684fa777ce75c27ee7b30322f4dc69c321b07aa221

BEGIN;

-- revoke the privileges of `editor` on function `twice(text)`
-- lock: none  tx: inside  hazards: none
REVOKE EXECUTE ON FUNCTION twice(text) FROM editor;

-- revoke the privileges of `reader` on function `twice(int)`
-- lock: none  tx: inside  hazards: none
REVOKE EXECUTE ON FUNCTION twice(integer) FROM reader;

-- drop function `twice(text)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(text);

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

COMMIT;
