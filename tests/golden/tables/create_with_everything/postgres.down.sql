-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create with everything (down)
-- verdict: exact
-- digest: a75b92a4131a70c015f275e5605c474e02d77e46ff2db792670fecc5b1544bdb

BEGIN;

-- drop table `users`
-- lock: access exclusive on users, teams  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop table `teams`
-- lock: access exclusive on teams  tx: inside  hazards: deletes data
DROP TABLE teams;

COMMIT;
