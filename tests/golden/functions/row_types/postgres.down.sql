-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: functions of rows (down)
-- revises: before
-- verdict: exact
-- digest: 76a01515ceddbfbb6183414142ae9d64ee48a72adbb5f1e53ae26365bc4c66be

BEGIN;

-- change function `is_known(adults, persons[])`
-- lock: none  tx: inside  hazards: none
COMMENT ON FUNCTION is_known(adults, persons[]) IS NULL;

-- create function `full_name(persons)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION full_name(person "persons") RETURNS text LANGUAGE sql STABLE AS
    'SELECT person.first_name || person.last_name';

-- rename table `persons` to `people`
-- lock: access exclusive on persons  tx: inside  hazards: none
ALTER TABLE persons RENAME TO people;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 7579be96f556ede08021a4e30bcd230eaaf63eb590f66e2062623c1cecae05ff

BEGIN;

-- drop function `is_known(adults, people[])`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION is_known(adults, people[]);

-- drop function `full_name(people)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION full_name(people);

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
