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

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: ea0f84a661d48326705378dae5b6c8152bad8fb31523ab9b0ebd17b18dc1b239

BEGIN;

-- drop extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION pg_trgm;

COMMIT;
