-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: replace (down)
-- revises: before
-- verdict: exact
-- digest: d2cff76aae7d73f0cf5f5d22332ff7cfb7a00160d5224d091c133fbf0cc4cfc3

BEGIN;

-- change trigger `people_touch` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP TRIGGER people_touch ON people;

-- change trigger `people_touch` on `people`
-- lock: share row exclusive on people  tx: inside  hazards: none
CREATE TRIGGER people_touch BEFORE UPDATE OF age ON people FOR EACH ROW EXECUTE FUNCTION touch();

-- change trigger `people_touch` on `people`
-- lock: access share on people  tx: inside  hazards: none
COMMENT ON TRIGGER people_touch ON people IS 'counts';

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
