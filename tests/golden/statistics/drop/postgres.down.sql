-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: 569c9d92e228c504bd605f200704c9693b12da39e4cc9d65b2e23ec1ba2ab2c1

BEGIN;

-- create statistics `people_stats`
-- lock: share update exclusive on people  tx: inside  hazards: none
CREATE STATISTICS people_stats (mcv) ON name, age FROM people;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 037ab59091e35ffdbf45fecbaa9b15e2e4d25d6609e85b3ebec8c91f415efa1a

BEGIN;

-- drop statistics `people_stats`
-- lock: share update exclusive on people  tx: inside  hazards: none
DROP STATISTICS people_stats;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
