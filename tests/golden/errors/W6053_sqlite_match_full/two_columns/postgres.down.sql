-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: two columns (down)
-- revises: before
-- verdict: exact
-- digest: 321ee4fc0d2247377b4ea41a7ec4456ceec8b2ba3677a555810104c15dba0dfb

BEGIN;

-- drop table `t`
-- lock: access exclusive on t, pairs  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ea620f65a5f6dd30d581d6466fd7ccf684271afe2d2d5f42252c3a73ed664f51

BEGIN;

-- drop table `pairs`
-- lock: access exclusive on pairs  tx: inside  hazards: deletes data
DROP TABLE pairs;

COMMIT;
