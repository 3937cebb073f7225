-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create list (down)
-- revises: before
-- verdict: exact
-- digest: 38c179285b9042795358ae48cf887f4969ac12fa7cf0df2eed3e4548d03a9946

BEGIN;

-- drop table `app.orders_none`
-- lock: access exclusive on app.orders_none, app.orders  tx: inside  hazards: deletes data
DROP TABLE app.orders_none;

-- drop table `app.orders_eu`
-- lock: access exclusive on app.orders_eu, app.orders  tx: inside  hazards: deletes data
DROP TABLE app.orders_eu;

-- drop table `app.orders`
-- lock: access exclusive on app.orders  tx: inside  hazards: none
DROP TABLE app.orders;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a0acd551db11d1ebcdcf5978b9292501a8dcdd2ba8591d95d23f4b101465c948

BEGIN;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
