-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: citext (down)
-- verdict: exact
-- digest: 87eb5c7c3dbeab3d3bc857f912a85bcaacbb1b7b9101d54ed720a58c7bd1eb88

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

-- run raw sql
-- lock: none  tx: inside  hazards: raw sql
DROP EXTENSION citext;

COMMIT;
