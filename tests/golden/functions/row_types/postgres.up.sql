-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 7579be96f556ede08021a4e30bcd230eaaf63eb590f66e2062623c1cecae05ff

BEGIN;

-- create table `people`
-- lock: none  tx: inside  hazards: none
CREATE TABLE people (
  id bigint NOT NULL,
  first_name text,
  last_name text,
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

-- create view `adults`
-- lock: access share on people  tx: inside  hazards: none
CREATE VIEW adults AS
SELECT id FROM people;

-- create function `full_name(people)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION full_name(person people) RETURNS text LANGUAGE sql STABLE AS
    'SELECT person.first_name || person.last_name';

-- create function `is_known(adults, people[])`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION is_known(adult adults, others people[]) RETURNS boolean LANGUAGE sql AS 'SELECT true';

COMMIT;

-- migration change: functions of rows (up)
-- revises: before
-- verdict: exact
-- digest: 76a01515ceddbfbb6183414142ae9d64ee48a72adbb5f1e53ae26365bc4c66be

BEGIN;

-- rename table `people` to `persons`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people RENAME TO persons;

-- drop function `full_name(persons)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION full_name(persons);

-- change function `is_known(adults, persons[])`
-- lock: none  tx: inside  hazards: none
COMMENT ON FUNCTION is_known(adults, persons[]) IS 'whether somebody knows them';

COMMIT;
