-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: native (down)
-- verdict: exact
-- digest: e5cdbcbcfa8d2a3302457544b5e2d49525357ffea64b598ea0ae042f69924e5c

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
