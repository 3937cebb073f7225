-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: d943ebe942c93ba38885ea279cd2fbeac406d6ed73b43685072d0dfca34ab5aa

BEGIN;

-- rename type `place` to `address`
-- lock: none  tx: inside  hazards: none
ALTER TYPE place RENAME TO address;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: e64fb1d477db26587f024d98a63878f6bcb0250a895b1aaef85ffbf8506e05ed

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop type `address`
-- lock: none  tx: inside  hazards: none
DROP TYPE address;

COMMIT;
