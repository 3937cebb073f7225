-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: enable (down)
-- revises: before
-- verdict: exact
-- digest: fb4f7452d25eba908c1de47a8b5b031756e3021ab6080697b44c879db76187c4

BEGIN;

-- drop policy `people_own` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP POLICY people_own ON people;

-- set options of table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people NO FORCE ROW LEVEL SECURITY;

-- set options of table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people DISABLE ROW LEVEL SECURITY;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 392e0a60074651f9821677d815515b76d1a0edcd2407f3387521f2f6620597eb

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
