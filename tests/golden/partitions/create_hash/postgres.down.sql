-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create hash (down)
-- revises: before
-- verdict: exact
-- digest: d109faae5ce75c50beec93fe30345bf5b0d552c58eaf6d010638169f9f48d4af

BEGIN;

-- drop table `counters_1`
-- lock: access exclusive on counters_1, counters  tx: inside  hazards: deletes data
DROP TABLE counters_1;

-- drop table `counters_0`
-- lock: access exclusive on counters_0, counters  tx: inside  hazards: deletes data
DROP TABLE counters_0;

-- drop table `counters`
-- lock: access exclusive on counters  tx: inside  hazards: none
DROP TABLE counters;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a0acd551db11d1ebcdcf5978b9292501a8dcdd2ba8591d95d23f4b101465c948

BEGIN;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
