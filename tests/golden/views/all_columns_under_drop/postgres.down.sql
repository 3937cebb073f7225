-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: all columns under drop (down)
-- revises: before
-- verdict: structure only: the values of `people.age` are discarded
-- digest: c7a03925f31815372f0f7cbbee43404a848344e8d0fdb7a59b96a9d60e2e92b3

BEGIN;

-- add column `people.age`
-- lock: access exclusive on everybody  tx: inside  hazards: none
DROP VIEW everybody;

-- add column `people.age`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people ADD COLUMN age integer;

-- add column `people.age`
-- lock: access share on people  tx: inside  hazards: none
CREATE VIEW everybody AS
SELECT * FROM people;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 717edd3cf5d02b1a8b56fcca1e4b3d2d2db2eb0da8645b006157dcf3eaff4c1e

BEGIN;

-- drop view `everybody`
-- lock: access exclusive on everybody  tx: inside  hazards: none
DROP VIEW everybody;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
