-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: under table rename (down)
-- revises: before
-- verdict: exact
-- digest: 6153112b6d8149b7f528bb3a660667bf6c2eb52dd8d1e547621ba62dd184d08e

BEGIN;

-- rename table `persons` to `people`
-- lock: access exclusive on persons  tx: inside  hazards: none
ALTER TABLE persons RENAME TO people;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 1286f10d2fdeb129be2e69c5009bfae96692d9b33684790f16213125b60e6c29

BEGIN;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
