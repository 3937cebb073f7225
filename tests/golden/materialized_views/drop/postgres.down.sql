-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: c955289746770f01ab23d56ffbe28f30b91f618b5ad56a7e28971180bd4227a5

BEGIN;

-- create materialized view `ages`
-- lock: access share on people  tx: inside  hazards: scans table
CREATE MATERIALIZED VIEW ages AS
SELECT age, count(*) AS people FROM people GROUP BY age;

-- create materialized view `ages`
-- lock: share on ages  tx: inside  hazards: builds index, blocks writes
CREATE UNIQUE INDEX ages_age_idx ON ages (age);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 4ae80dd60c4517475c0abaa044e6011a4500a117e5545cec2732557a120360b2

BEGIN;

-- drop view `ages`
-- lock: access exclusive on ages  tx: inside  hazards: none
DROP MATERIALIZED VIEW ages;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
