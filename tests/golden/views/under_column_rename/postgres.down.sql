-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: under column rename (down)
-- revises: before
-- verdict: exact
-- digest: 7078329afb8139b8bcd75140d7532851a534cf9c726abddcc74b93812978b646

BEGIN;

-- rename column `people.full_name` to `name`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people RENAME COLUMN full_name TO name;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 2948d1280ba8fac3913f7d66b352faca1a790acfb87d6934bafe2a47a89ec528

BEGIN;

-- drop view `names`
-- lock: access exclusive on names  tx: inside  hazards: none
DROP VIEW names;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
