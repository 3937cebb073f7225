-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: names that need quotes (down)
-- verdict: exact
-- digest: 042480ab264ce595f4eb8db96ae2b93a6d9864fe34b6b308e6512be01de6fd8b

BEGIN;

-- drop table `order`
-- lock: access exclusive on order  tx: inside  hazards: deletes data
DROP TABLE "order";

COMMIT;
