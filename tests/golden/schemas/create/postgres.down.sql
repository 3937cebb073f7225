-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: 018dbea4b336ac03ff4e986a6c2614f110e18850e12f2bb77dc42035efad5c6c

BEGIN;

-- drop table `app.users`
-- lock: access exclusive on app.users  tx: inside  hazards: deletes data
DROP TABLE app.users;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
