-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: columns (down)
-- revises: before
-- verdict: exact
-- digest: 8357dee710fece53ebe87c3e80827900d56084e7bf20f3b7e9cb0c39f6bea516

BEGIN;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 392e0a60074651f9821677d815515b76d1a0edcd2407f3387521f2f6620597eb

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
