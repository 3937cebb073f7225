-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: e38adf8b23aec9ab0b241c19ef2e7854d44e8de561bf6002441a254b3e812390

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- grant privileges on future tables in schema `app` to `reader`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO reader;

COMMIT;

-- migration change: future dropped with schema (up)
-- revises: before
-- verdict: exact
-- digest: 358987743284de4bb3664ac52da1240b6ea5eedbfd046901e81021a6056df891

BEGIN;

-- revoke the privileges of `reader` on future tables in schema `app`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM reader;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
