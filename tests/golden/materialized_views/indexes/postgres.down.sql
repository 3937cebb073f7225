-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: indexes (down)
-- revises: before
-- verdict: exact
-- digest: 1b0d762774d17ab73518e6af60ba812756bb7efaabe29e47dc12c26d942f25b7

BEGIN;

-- change view `ages`
-- lock: share on ages  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ages_people_idx ON ages (people DESC);

-- change view `ages`
-- lock: access exclusive on ages  tx: inside  hazards: none
DROP INDEX ages_age_people_idx;

-- change view `ages`
-- lock: share update exclusive on ages_key  tx: inside  hazards: none
ALTER INDEX ages_key RENAME TO ages_age_idx;

-- change view `ages`
-- lock: access exclusive on ages  tx: inside  hazards: none
DROP INDEX ages_people_idx;

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
