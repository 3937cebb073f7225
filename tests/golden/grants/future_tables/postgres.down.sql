-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: future tables (down)
-- revises: before
-- verdict: exact
-- digest: 5a69d2e26a1c229f586551cb62cf0f95c2dbc7972f97352b0e80287c2bdfd7eb

BEGIN;

-- revoke the privileges of `reader` on future schemas
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES REVOKE USAGE ON SCHEMAS FROM reader;

-- revoke the privileges of `editor` on future tables
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM editor;

-- revoke the privileges of `reader` on future sequences in schema `app` by `alice`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES FOR ROLE alice IN SCHEMA app REVOKE USAGE ON SEQUENCES FROM reader;

-- revoke the privileges of `reader` on future tables in schema `app`
-- lock: none  tx: inside  hazards: none
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE INSERT, SELECT ON TABLES FROM reader;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a0acd551db11d1ebcdcf5978b9292501a8dcdd2ba8591d95d23f4b101465c948

BEGIN;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
