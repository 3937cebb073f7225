-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: a2abfd209635c1c4104f6f7d87a0d02577f1fd98e669efbc0f154b35cac361ff

BEGIN;

-- drop extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION pg_trgm;

-- drop schema `tools`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA tools;

COMMIT;
