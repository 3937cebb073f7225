-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: constraint trigger (down)
-- revises: before
-- verdict: exact
-- digest: 4414e87baba70fdcbacbd5b3788970f20a04b952aaa52275430d52ece4b57325

BEGIN;

-- drop trigger `people_check` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP TRIGGER people_check ON people;

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
