-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 3dd7f78b8f0600a5f37178472c492deb9037f1ee04dd8a5f498cab1d2789e1c0

BEGIN;

-- create table `cities`
-- lock: none  tx: inside  hazards: none
CREATE TABLE cities (
  name text NOT NULL,
  size integer DEFAULT 0,
  id integer NOT NULL,
  CONSTRAINT cities_pkey PRIMARY KEY (id)
);

-- create table `capitals`
-- lock: none  tx: inside  hazards: none
CREATE TABLE capitals (
  size integer DEFAULT 7,
  state text NOT NULL
) INHERITS (cities);

COMMIT;

-- migration change: drop column (up)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 4e64a6e663120bf36e8590d5c5c47236c33cb5b69c5962ab2928a67d1672f652

BEGIN;

-- drop column `cities.name`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `cities.name`, keeping its data
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
LOCK TABLE cities IN ACCESS EXCLUSIVE MODE;

-- drop column `cities.name`, keeping its data
-- lock: access share on cities, capitals  tx: inside  hazards: scans table
CREATE TABLE migc.stash_change_1 AS
  SELECT id, name, (SELECT c.relnamespace::regnamespace || '.' || quote_ident(c.relname) FROM pg_class AS c WHERE c.oid = cities.tableoid) AS migc_table FROM cities;

-- drop column `cities.name`, keeping its data
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities DROP COLUMN name;

-- drop column `cities.size`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `cities.size`, keeping its data
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
LOCK TABLE cities IN ACCESS EXCLUSIVE MODE;

-- drop column `cities.size`, keeping its data
-- lock: access share on cities, capitals  tx: inside  hazards: scans table
CREATE TABLE migc.stash_change_2 AS
  SELECT id, size, (SELECT c.relnamespace::regnamespace || '.' || quote_ident(c.relname) FROM pg_class AS c WHERE c.oid = cities.tableoid) AS migc_table FROM cities WHERE tableoid NOT IN ('capitals'::regclass);

-- drop column `cities.size`, keeping its data
-- lock: access exclusive on cities, capitals  tx: inside  hazards: none
ALTER TABLE cities DROP COLUMN size;

COMMIT;
