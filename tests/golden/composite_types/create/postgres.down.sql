-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: 0b6ce7d91af3686e3ca0b84fd2382a0aa3926cd6d1fa6865da624db37a2d904f

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop type `address`
-- lock: none  tx: inside  hazards: none
DROP TYPE address;

COMMIT;
