-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 97cdff863c3ca76c0549d6a1c56ee340246b47841c2f10f4233028558a8aa047

BEGIN;

-- rename rule `people_gone` on `people` to `people_log`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER RULE people_gone ON people RENAME TO people_log;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a7e5f77ab0f9423d222c6d4f39c1ed0debab1a5808860cb185cd4adffe628c74

BEGIN;

-- drop rule `people_log` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP RULE people_log ON people;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
