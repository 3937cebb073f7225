-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: they fire otherwise (down)
-- revises: before
-- verdict: exact
-- digest: 2993f0a8830aaa180ae475f1796f4093e77059a451058eca577ee07c8687b002

BEGIN;

-- create trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
CREATE TRIGGER people_touch AFTER UPDATE ON people FOR EACH ROW EXECUTE FUNCTION touch();

-- create trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
ALTER TABLE people DISABLE TRIGGER people_touch;

-- change trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
ALTER TABLE people ENABLE TRIGGER people_touch;

-- change trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
ALTER TABLE people ENABLE REPLICA TRIGGER people_touch;

-- change event trigger `watch`
-- lock: none  tx: inside  hazards: none
ALTER EVENT TRIGGER watch ENABLE;

-- change trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
ALTER TABLE people ENABLE ALWAYS TRIGGER people_touch;

-- change trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
ALTER TABLE people DISABLE TRIGGER people_touch;

-- change trigger `people_touch` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP TRIGGER people_touch ON people;

-- change trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
CREATE TRIGGER people_touch BEFORE UPDATE OF age ON people FOR EACH ROW EXECUTE FUNCTION touch();

-- change trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
ALTER TABLE people DISABLE TRIGGER people_touch;

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
-- lock: share row exclusive on people  tx: inside  hazards: none
ALTER TABLE people DISABLE TRIGGER people_touch;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ba1ef2c766fb2faa5acbe494aca4200cf8724760cf9a4749612b56168596455b

BEGIN;

-- change trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
ALTER TABLE people ENABLE TRIGGER people_touch;

-- drop event trigger `watch`
-- lock: none  tx: inside  hazards: none
DROP EVENT TRIGGER watch;

-- drop trigger `people_touch` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP TRIGGER people_touch ON people;

-- drop function `guard()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION guard();

-- drop function `touch()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION touch();

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
