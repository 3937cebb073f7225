-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: they may go (down)
-- revises: before
-- verdict: exact
-- digest: 13217eb581e831d7f60d9d8bb54b7f958b18aec1d0d3dceb7ba8619e60258af6

BEGIN;

-- change rule `people_stay` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
CREATE OR REPLACE RULE people_stay AS ON DELETE TO people DO INSTEAD NOTHING;

-- change rule `people_stay` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people ENABLE RULE people_stay;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee8a7c83d77564a159f4cac4eb06a6266737447c54cee10a7afbbd2eaafa4da1

BEGIN;

-- drop rule `people_stay` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP RULE people_stay ON people;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
