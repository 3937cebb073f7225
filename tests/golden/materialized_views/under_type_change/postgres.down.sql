-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: under type change (down)
-- revises: before
-- verdict: exact
-- digest: f58c6118d5936982864eef37e6a2d3b9531694d530ed645eb8779f644d81652e

BEGIN;

-- change the type of `people.age` to int
-- lock: access share on people  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `people` whose `age` does not fit int
DO $migc$ BEGIN IF EXISTS (
SELECT id, age FROM people WHERE age NOT BETWEEN -2147483648 AND 2147483647 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `people` whose `age` does not fit int';
END IF; END $migc$;

-- change the type of `people.age` to int
-- lock: access exclusive on ages  tx: inside  hazards: none
DROP MATERIALIZED VIEW ages;

-- change the type of `people.age` to int
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people ALTER COLUMN age TYPE integer;

-- change the type of `people.age` to int
-- lock: access share on people  tx: inside  hazards: scans table
CREATE MATERIALIZED VIEW ages AS
SELECT age, count(*) AS people FROM people GROUP BY age;

-- change the type of `people.age` to int
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
