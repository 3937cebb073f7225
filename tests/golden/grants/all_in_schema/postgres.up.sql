-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 7090cd3be73cf8cea43018b874bbf1cb412a0ad0367eac008662497ea8dd1c1d

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create table `app.one`
-- lock: none  tx: inside  hazards: none
CREATE TABLE app.one (
  id integer NOT NULL,
  CONSTRAINT one_pkey PRIMARY KEY (id)
);

-- create view `app.two`
-- lock: access share on app.one  tx: inside  hazards: none
CREATE VIEW app.two AS
SELECT id FROM app.one;

-- create table `elsewhere`
-- lock: none  tx: inside  hazards: none
CREATE TABLE elsewhere (
  id integer NOT NULL,
  CONSTRAINT elsewhere_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: all in schema (up)
-- revises: before
-- verdict: exact
-- digest: d9430417cfbce079a54cf2e783f8fe96775bd04997a108e02e4adbc496cd55c5

BEGIN;

-- grant privileges on table `app.one` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE app.one TO reader;

-- grant privileges on view `app.two` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE app.two TO reader;

COMMIT;
