-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: replace (down)
-- revises: before
-- verdict: exact
-- digest: ebd432ab87b4683c177325ea63c0556e2bbec3d1a8924a5859b5c0294c41faa7

BEGIN;

-- change view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- change view `adults`
-- lock: access share on people  tx: inside  hazards: none
CREATE VIEW adults AS
SELECT id, name FROM people WHERE age >= 18;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a361dc1c65e32ccc0c2ae239ad62a8a5c390632ab015c7485a99b1a885a3439b

BEGIN;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
