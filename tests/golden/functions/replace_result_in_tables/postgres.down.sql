-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: result of a function that a table calls (down)
-- revises: before
-- verdict: exact
-- digest: d774baf27ae5dd328ad0870dbddca407deaf585f5be0ab50a410a0d35be730b9

BEGIN;

-- change function `twice(int)`
-- lock: access exclusive on counts  tx: inside  hazards: none
ALTER TABLE counts DROP CONSTRAINT seen_is_small;

-- change function `twice(int)`
-- lock: access exclusive on counts  tx: inside  hazards: none
DROP INDEX counts_twice;

-- change function `twice(int)`
-- lock: access exclusive on counts  tx: inside  hazards: none
ALTER TABLE counts DROP COLUMN double;

-- change function `twice(int)`
-- lock: access exclusive on counts  tx: inside  hazards: none
ALTER TABLE counts ALTER COLUMN seen DROP DEFAULT;

-- change function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

-- change function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';

-- change function `twice(int)`
-- lock: access exclusive on counts  tx: inside  hazards: none
ALTER TABLE counts ALTER COLUMN seen SET DEFAULT twice(2);

-- change function `twice(int)`
-- lock: access exclusive on counts  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE counts ADD COLUMN double integer GENERATED ALWAYS AS (twice(seen)) STORED;

-- change function `twice(int)`
-- lock: share on counts  tx: inside  hazards: builds index, blocks writes
CREATE INDEX counts_twice ON counts (twice(seen));

-- change function `twice(int)`
-- lock: access share on counts  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `counts` that break the check `seen_is_small`
DO $migc$ BEGIN IF EXISTS (
SELECT id, seen FROM counts WHERE (twice(seen) < 100) IS FALSE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `counts` that break the check `seen_is_small`';
END IF; END $migc$;

-- change function `twice(int)`
-- lock: access exclusive on counts  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE counts ADD CONSTRAINT seen_is_small CHECK (twice(seen) < 100);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 46651e23ef165f0f895726b3b1cedd133266eeb53d8314a1513ca0306435520e

BEGIN;

-- drop table `counts`
-- lock: access exclusive on counts  tx: inside  hazards: deletes data
DROP TABLE counts;

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

COMMIT;
