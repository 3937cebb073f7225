-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: under renames (down)
-- revises: before
-- verdict: exact
-- digest: a804c2cfef6d02afea57f42b994f1cceb16ac31d97947a9e0f9ddb35c1713d09

BEGIN;

-- rename table `persons` to `people`
-- lock: access exclusive on persons  tx: inside  hazards: none
ALTER TABLE persons RENAME TO people;

-- rename column `people.years` to `age`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people RENAME COLUMN years TO age;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: c3436cf817c812c30cb0f0522e3bc7df5094781908c2d35c4b94830360295556

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
