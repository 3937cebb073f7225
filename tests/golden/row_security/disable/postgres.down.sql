-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: disable (down)
-- revises: before
-- verdict: exact
-- digest: 2d9a4bdee2454e82740dbb03d303ad9db4e56dff26b6895bcd264da1b0a8ab5d

BEGIN;

-- set options of table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people ENABLE ROW LEVEL SECURITY;

-- create policy `people_own` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
CREATE POLICY people_own ON people USING (name = current_user);

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
