-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: under column rename (down)
-- revises: before
-- verdict: exact
-- digest: de3b6b29967834939d21f511800327dd8df723e7276de9ecf06ff380526b1736

BEGIN;

-- rename column `people.login` to `name`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people RENAME COLUMN login TO name;

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
