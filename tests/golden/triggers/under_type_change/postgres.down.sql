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
-- lock: access exclusive on people  tx: inside  hazards: none
DROP TRIGGER people_touch ON people;

-- change the type of `people.age` to int
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people ALTER COLUMN age TYPE integer;

-- change the type of `people.age` to int
-- lock: share row exclusive on people  tx: inside  hazards: none
CREATE TRIGGER people_touch BEFORE UPDATE OF age ON people FOR EACH ROW EXECUTE FUNCTION touch();

-- change the type of `people.age` to int
-- lock: access share on people  tx: inside  hazards: none
COMMENT ON TRIGGER people_touch ON people IS 'counts';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a6b2b343c4cfb038ef8744646a44642187c8d58636fba3ec60f89ce0d5eec1e2

BEGIN;

-- drop trigger `people_touch` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP TRIGGER people_touch ON people;

-- drop function `touch()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION touch();

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
