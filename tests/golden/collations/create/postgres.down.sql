-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: cf742a0e539161f8d23912d79a5e6931036bf3c5fe1400cac9296ddf7115074a

BEGIN;

-- drop collation `german`
-- lock: none  tx: inside  hazards: none
DROP COLLATION german;

COMMIT;
