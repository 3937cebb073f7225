-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: of schema (down)
-- revises: before
-- verdict: exact
-- digest: e4ccb78e08f6e4d216e7a227cde815ec7d684c4b495895bf36d6283af89307cb

BEGIN;

-- drop publication `changes`
-- lock: none  tx: inside  hazards: none
DROP PUBLICATION changes;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a0acd551db11d1ebcdcf5978b9292501a8dcdd2ba8591d95d23f4b101465c948

BEGIN;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
