-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: set schema (down)
-- revises: before
-- verdict: exact
-- digest: e46602166c747f271f1aa36b406cb07f72d2e3880adf0fc8e2d5b08d5684f80e

BEGIN;

-- change extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
ALTER EXTENSION pg_trgm SET SCHEMA public;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 0ebed020c4ef042f99624e2fadf149e1f76416e2cfdf92515891794743948ea1

BEGIN;

-- drop extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION pg_trgm;

-- drop schema `tools`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA tools;

COMMIT;
