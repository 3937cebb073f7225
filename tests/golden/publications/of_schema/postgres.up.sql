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

-- migration change: of schema (up)
-- revises: before
-- verdict: exact
-- digest: e4ccb78e08f6e4d216e7a227cde815ec7d684c4b495895bf36d6283af89307cb

BEGIN;

-- create publication `changes`
-- lock: none  tx: inside  hazards: none
CREATE PUBLICATION changes FOR TABLES IN SCHEMA app;

COMMIT;
