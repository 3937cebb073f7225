-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: a4e6a224792d4dae7c087620981ae9cfd57ed8434b88802964e441dfb199303d

BEGIN;

-- rename statistics `stats` to `people_stats`
-- lock: none  tx: inside  hazards: none
ALTER STATISTICS stats RENAME TO people_stats;

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
