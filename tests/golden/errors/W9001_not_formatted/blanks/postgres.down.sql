-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration m1: one (down)
-- verdict: exact
-- digest: 23aaa04bed2a463e75576c1b92879debb5dc19cfa482c0566be9683f44393772

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
