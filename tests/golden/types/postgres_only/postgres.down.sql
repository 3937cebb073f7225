-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: postgres only (down)
-- verdict: exact
-- digest: 732c189794d59e6d2ffff9b0a86a1f1627ca1fd0709cbd4a17178ee7ae099ed7

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
