-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- revises: before
-- verdict: exact
-- digest: 789ee1f7da12ac12080f9960deecb49cda81d794af38fc465b782397fa8100ae

BEGIN;

-- drop table `capitals`
-- lock: access exclusive on capitals  tx: inside  hazards: deletes data
DROP TABLE capitals;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 90b44046b0778b098146e3eac88415c3fc5955872fc370261fede4b97ecf7483

BEGIN;

-- drop table `cities`
-- lock: access exclusive on cities  tx: inside  hazards: deletes data
DROP TABLE cities;

COMMIT;
