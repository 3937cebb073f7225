-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: postgres (down)
-- verdict: exact
-- digest: fff760fb331fb0679ba2869d63e43a6298077b501e74a2ca6ad41d0dfd3d609f

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
