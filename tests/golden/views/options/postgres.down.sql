-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: options (down)
-- revises: before
-- verdict: exact
-- digest: 6e8c92edb9d2902afaf5389e2d816d6a6ab11e9207b9c9e9c555f89ff585a19b

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
