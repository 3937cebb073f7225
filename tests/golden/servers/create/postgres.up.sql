-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: c346514ebc0df0ef6341ed2772c94ef8391a3cff9853ad061a47dd272dde0a15

BEGIN;

-- create extension `postgres_fdw`
-- lock: none  tx: inside  hazards: none
CREATE EXTENSION postgres_fdw;

COMMIT;

-- migration change: create (up)
-- revises: before
-- verdict: exact
-- digest: 49daf609a043cda59acdf26756e123d50de37a1469f7c0fcd9f4507c49fe9441

BEGIN;

-- create server `far`
-- lock: none  tx: inside  hazards: none
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far');

COMMIT;
