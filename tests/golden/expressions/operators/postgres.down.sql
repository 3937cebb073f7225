-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: operators (down)
-- verdict: exact
-- digest: e358b580b75a39a5beb80e8031274c1f10424ead23c7f28c5c235254217193b8

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
