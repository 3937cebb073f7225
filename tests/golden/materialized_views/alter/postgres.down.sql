-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: alter (down)
-- revises: before
-- verdict: exact
-- digest: 89f2f045ab273e9218f1e8649d1238b609bf33a7abbaf0d9901fa2ed001ac630

BEGIN;

-- rename view `age_counts` to `ages`
-- lock: none  tx: inside  hazards: none
ALTER MATERIALIZED VIEW age_counts RENAME TO ages;

-- change view `ages`
-- lock: none  tx: inside  hazards: none
COMMENT ON MATERIALIZED VIEW ages IS NULL;

-- change view `ages`
-- lock: none  tx: inside  hazards: none
ALTER MATERIALIZED VIEW ages RESET (fillfactor);

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
