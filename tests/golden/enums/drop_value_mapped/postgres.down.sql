-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop value mapped (down)
-- revises: before
-- verdict: structure only: rows that held `sad` keep `happy`
-- digest: bd3a79c52f96cff44ad899771375e9504414e374a559e52d4bb1bae2b8361114

BEGIN;

-- add value `sad` to enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood ADD VALUE 'sad' BEFORE 'ok';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3ebd21ac4f2b310c62557467f3de77c508ac117062e9a98e3a80189c5a594b8d

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
