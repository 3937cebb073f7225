-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: c658e998772a799459923a051a37b57d166784666197ba7644812bf56f2ba635

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create enum `app.mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE app.mood AS ENUM ('happy', 'sad');

-- create table `app.users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE app.users (
  id integer NOT NULL,
  mood app.mood,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: d8799afa1294ca330a697a1e37fdb4eea8ee32d99053772124dfa33b26bc3d80

BEGIN;

-- rename schema `app` to `main`
-- lock: none  tx: inside  hazards: none
ALTER SCHEMA app RENAME TO main;

COMMIT;
