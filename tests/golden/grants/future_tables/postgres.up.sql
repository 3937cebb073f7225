-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: a0acd551db11d1ebcdcf5978b9292501a8dcdd2ba8591d95d23f4b101465c948

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

COMMIT;

-- migration change: future tables (up)
-- revises: before
-- verdict: exact
-- digest: 5a69d2e26a1c229f586551cb62cf0f95c2dbc7972f97352b0e80287c2bdfd7eb

BEGIN;

-- grant privileges on future tables in schema `app` to `reader`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT INSERT, SELECT ON TABLES TO reader;

-- grant privileges on future sequences in schema `app` by `alice` to `reader`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES FOR ROLE alice IN SCHEMA app GRANT USAGE ON SEQUENCES TO reader WITH GRANT OPTION;

-- grant privileges on future tables to `editor`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO editor;

-- grant privileges on future schemas to `reader`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO reader;

COMMIT;
