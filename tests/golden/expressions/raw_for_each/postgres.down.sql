-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: raw for each (down)
-- verdict: exact
-- digest: 582c4b3058ce22dabd8c18705c6e2e3173aefd15902483f2050489cfe5973908

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
