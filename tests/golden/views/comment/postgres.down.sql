-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: comment (down)
-- revises: before
-- verdict: exact
-- digest: d778ff1a35db891e59215541312beddaa8264c028d6feb326d14e8837599cc61

BEGIN;

-- change view `adults`
-- lock: none  tx: inside  hazards: none
COMMENT ON VIEW adults IS NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a361dc1c65e32ccc0c2ae239ad62a8a5c390632ab015c7485a99b1a885a3439b

BEGIN;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
