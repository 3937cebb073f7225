-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- revises: before
-- verdict: exact
-- digest: 3b1233c765d39980aae3b49289039f2ad0fc90ddfeee5b819423dbb449078f98

BEGIN;

-- drop trigger `people_touch` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP TRIGGER people_touch ON people;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 633330c4e28030737a691afcd0bfe6a04f26c2bc5daf636da0181a985eba1937

BEGIN;

-- drop function `touch()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION touch();

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
