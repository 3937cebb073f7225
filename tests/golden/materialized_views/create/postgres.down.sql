-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- revises: before
-- verdict: exact
-- digest: 2cf9fae7a24cfd5d93b1b173346eec13504ea0c4bb0fa6078823ccc7782302cd

BEGIN;

-- drop view `ages`
-- lock: access exclusive on ages  tx: inside  hazards: none
DROP MATERIALIZED VIEW ages;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 392e0a60074651f9821677d815515b76d1a0edcd2407f3387521f2f6620597eb

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
