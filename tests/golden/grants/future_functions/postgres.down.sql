-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: future functions (down)
-- revises: before
-- verdict: exact
-- digest: bee7496541a79304a99867e186ebe2b748e15e636ee8daf3c68b11f079b7f5f7

BEGIN;

-- rename schema `shop` to `app`
-- lock: none  tx: inside  hazards: none
ALTER SCHEMA shop RENAME TO app;

-- grant privileges on future functions in schema `app` to `reader`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO reader;

-- revoke the privileges of `public` on future functions
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 0c6b514268c3123b80622ba9173700bd22c902daa74420e2eac8651be147d344

BEGIN;

-- revoke the privileges of `reader` on future functions in schema `app`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE EXECUTE ON FUNCTIONS FROM reader;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
