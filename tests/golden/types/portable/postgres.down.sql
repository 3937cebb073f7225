-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: portable (down)
-- verdict: exact
-- digest: 33b6004f1d115dc217b0632b5bb312bf7a4504e7626a221e033e552a11dead3b

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
