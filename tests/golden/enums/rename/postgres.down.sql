-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: f3f2742f5bd4f06eff63b6a7eda5826e2376ca632700caf827e7fa24d3536ce6

BEGIN;

-- rename enum `feeling` to `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE feeling RENAME TO mood;

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
