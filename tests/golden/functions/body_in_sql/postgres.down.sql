-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: body in sql (down)
-- revises: before
-- verdict: exact
-- digest: 26bbfacc93c4c714b9f2789fbe867e2e8aa67ec6b5ef113c714f32f3b8d2db59

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
-- lock: none  tx: inside  hazards: none
DROP FUNCTION oldest();

-- change the type of `people.age` to int
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people ALTER COLUMN age TYPE integer;

-- change the type of `people.age` to int
-- lock: access share on people  tx: inside  hazards: none
CREATE FUNCTION oldest() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT max(people.age) FROM people; END;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: bd571bc14958aa6fd53b0b191171b1fbcbe85c8e20fba5e04657e1a41690fe20

BEGIN;

-- drop function `oldest()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION oldest();

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
