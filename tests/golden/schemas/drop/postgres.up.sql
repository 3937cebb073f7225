-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: f17aa142e5caf2ce3f91deff9b21df42b851c45d2c4c1a25f9db018f5d15d818

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA app IS 'left';

COMMIT;

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: bf770259392cef95ecc02691185cc23ec071866ead2f8cec78f1c26fa26c5dbf

BEGIN;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
