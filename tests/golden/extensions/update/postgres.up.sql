-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: f961e877b05c4aeda9943e0700927a3f935892e7cf2676b968e54736fa10a463

BEGIN;

-- create extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION pg_trgm VERSION '1.5';

COMMIT;

-- migration change: update (up)
-- revises: before
-- verdict: irreversible: extensions go forward only
-- digest: c35a8b228a9d78abbeaf3d24607c5a0277cebd6d90ae6bfb2a6535be91851bb4

BEGIN;

-- change extension `pg_trgm`
-- lock: none  tx: inside  hazards: none
ALTER EXTENSION pg_trgm UPDATE TO '1.6';

COMMIT;
