-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: ccee56e12b2489952a600fb51eec922e710281d2d232f0e8b59370dd7297ee41

BEGIN;

-- rename trigger `people_count` on `people` to `people_touch`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TRIGGER people_count ON people RENAME TO people_touch;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a6b2b343c4cfb038ef8744646a44642187c8d58636fba3ec60f89ce0d5eec1e2

BEGIN;

-- drop trigger `people_touch` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP TRIGGER people_touch ON people;

-- drop function `touch()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION touch();

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
