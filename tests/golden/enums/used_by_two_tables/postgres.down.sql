-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: used by two tables (down)
-- revises: before
-- verdict: structure only: rows that held `sad` keep `ok`
-- digest: dd19dd31433c542fa58beba696eecb230326fc9fa242d8b406712ee608580220

BEGIN;

-- add value `sad` to enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood ADD VALUE 'sad' BEFORE 'ok';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 045da2eb672320fc786d499e0bb0622dd46c8ff089b578190ef267d32ff9c716

BEGIN;

-- drop table `b`
-- lock: access exclusive on b  tx: inside  hazards: deletes data
DROP TABLE b;

-- drop table `a`
-- lock: access exclusive on a  tx: inside  hazards: deletes data
DROP TABLE a;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
