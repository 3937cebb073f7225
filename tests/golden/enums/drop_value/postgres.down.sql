-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop value (down)
-- revises: before
-- verdict: exact
-- digest: 3729bf7eaa09a0593cff572cc97dfcf2adc4783f58a2c8bff7d4790f0b8a532d

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
