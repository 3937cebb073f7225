-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename policy (down)
-- revises: before
-- verdict: exact
-- digest: c4fa613167450228d68aa5c3c8eb0b192f4169f751548980dade184d3c74bdb8

BEGIN;

-- rename policy `own_row` on `people` to `people_own`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER POLICY own_row ON people RENAME TO people_own;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 340600384761f4e35a712d4cbcde89f7f09cba0481cead7d0a134ee98c4d9d63

BEGIN;

-- drop policy `people_own` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP POLICY people_own ON people;

-- set options of table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people DISABLE ROW LEVEL SECURITY;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
