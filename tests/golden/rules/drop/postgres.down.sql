-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: c5c86d8cf1ba7ed86e7d66bab1b5f377fb079732c400688ea4a0462295887de2

BEGIN;

-- create rule `people_log` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
CREATE RULE people_log AS ON DELETE TO people DO ALSO NOTIFY gone;

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
