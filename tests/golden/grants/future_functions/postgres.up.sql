-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 0c6b514268c3123b80622ba9173700bd22c902daa74420e2eac8651be147d344

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- grant privileges on future functions in schema `app` to `reader`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT EXECUTE ON FUNCTIONS TO reader;

COMMIT;

-- migration change: future functions (up)
-- revises: before
-- verdict: exact
-- digest: bee7496541a79304a99867e186ebe2b748e15e636ee8daf3c68b11f079b7f5f7

BEGIN;

-- grant privileges on future functions to `public`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- revoke the privileges of `reader` on future functions in schema `app`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE EXECUTE ON FUNCTIONS FROM reader;

-- rename schema `app` to `shop`
-- lock: none  tx: inside  hazards: none
ALTER SCHEMA app RENAME TO shop;

COMMIT;
