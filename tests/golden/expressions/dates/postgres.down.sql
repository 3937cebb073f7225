-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: dates (down)
-- verdict: exact
-- digest: 933239f0ba8f1833d505970186a12fd6d15f78688ee44d4bca00a849311c05c4

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
