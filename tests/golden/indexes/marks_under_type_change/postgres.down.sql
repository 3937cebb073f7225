-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: the type of a column in an index (down)
-- revises: before
-- verdict: structure only: values of `people.shoe` are converted from int to text
-- digest: 16cb2c52ba8d49b1dbb5d6808bb23d0ff46b2c7cd8b25df9e6971b938c5c584c

BEGIN;

-- change the type of `people.shoe` to int
-- lock: access share on people  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `people` whose `shoe` does not fit int
DO $migc$ BEGIN IF EXISTS (
SELECT id, shoe FROM people WHERE CASE WHEN shoe::text ~ '^\s*[-+]?[0-9]+\s*$' THEN (shoe::text::numeric) NOT BETWEEN -2147483648 AND 2147483647 ELSE shoe IS NOT NULL END LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `people` whose `shoe` does not fit int';
END IF; END $migc$;

-- change the type of `people.shoe` to int
-- lock: access exclusive on people  tx: inside  hazards: none
DROP INDEX people_sum_idx;

-- change the type of `people.shoe` to int
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people ALTER COLUMN shoe TYPE integer USING shoe::integer;

-- change the type of `people.shoe` to int
-- lock: share on people  tx: inside  hazards: builds index, blocks writes
CREATE INDEX people_sum_idx ON people (coalesce(shoe, shoe));

-- change the type of `people.shoe` to int
-- lock: share update exclusive on people  tx: inside  hazards: none
ALTER TABLE people CLUSTER ON people_sum_idx;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 0448d4db4da1d4c0e6a6e13d64eccdf099ba51d5ac5aedf637228af65dcd39f3

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
