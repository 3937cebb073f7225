-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: b027fac098928f595443578b3a94fe8b8bb19c18cb781bf05d93ab0df7e39e2f

BEGIN;

-- create extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION pg_trgm;

COMMIT;

-- migration change: comment (up)
-- revises: before
-- verdict: exact
-- digest: 04f7083f46e11bf2a025c4ba8d3110985cedcafe23c40fc459634a9e7c6f167d

BEGIN;

-- change extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
COMMENT ON EXTENSION pg_trgm IS 'similar texts';

COMMIT;
