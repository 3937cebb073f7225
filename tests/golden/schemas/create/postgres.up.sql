-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (up)
-- verdict: exact
-- digest: 018dbea4b336ac03ff4e986a6c2614f110e18850e12f2bb77dc42035efad5c6c

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA app IS 'what the application owns';

-- create table `app.users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE app.users (
  id integer NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;
