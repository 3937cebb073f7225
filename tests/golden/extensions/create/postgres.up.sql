-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (up)
-- verdict: exact
-- digest: a2abfd209635c1c4104f6f7d87a0d02577f1fd98e669efbc0f154b35cac361ff

BEGIN;

-- create schema `tools`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA tools;

-- create extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION pg_trgm WITH SCHEMA tools VERSION '1.6';

-- create extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
COMMENT ON EXTENSION pg_trgm IS 'similar texts';

COMMIT;
