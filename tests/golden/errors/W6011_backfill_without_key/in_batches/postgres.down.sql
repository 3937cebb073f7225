-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: in batches (down)
-- revises: before
-- verdict: structure only: the values of `logs` before the backfill are not kept
-- digest: 829e6033f5f693ba666d5d5874ae59bab8ddcac61c57da9553ff06cb20dceea6

-- migration before: what is there (down)
-- verdict: exact
-- digest: d5176092e06be65e28dcf15f1e91429e489abc11f817061c2f9e89aaf96e5dba

BEGIN;

-- drop table `logs`
-- lock: access exclusive on logs  tx: inside  hazards: deletes data
DROP TABLE logs;

COMMIT;
