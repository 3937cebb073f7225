-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- revises: before
-- verdict: exact
-- digest: b508db6b5ef849ace522d0c01188f1a4a0aacf437e2b942e526239373ebec625

BEGIN;

-- drop statistics `people_lower`
-- lock: share update exclusive on people  tx: inside  hazards: none
DROP STATISTICS people_lower;

-- drop statistics `people_stats`
-- lock: share update exclusive on people  tx: inside  hazards: none
DROP STATISTICS people_stats;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 392e0a60074651f9821677d815515b76d1a0edcd2407f3387521f2f6620597eb

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
