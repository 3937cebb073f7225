-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: a0acd551db11d1ebcdcf5978b9292501a8dcdd2ba8591d95d23f4b101465c948

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

COMMIT;

-- migration change: create list (up)
-- revises: before
-- verdict: exact
-- digest: 38c179285b9042795358ae48cf887f4969ac12fa7cf0df2eed3e4548d03a9946

BEGIN;

-- create table `app.orders`
-- lock: none  tx: inside  hazards: none
CREATE TABLE app.orders (
  id integer NOT NULL,
  region text,
  CONSTRAINT orders_id_region_key UNIQUE (id, region)
) PARTITION BY LIST (region);

-- create table `app.orders_eu`
-- lock: none  tx: inside  hazards: none
CREATE TABLE app.orders_eu (
  id integer NOT NULL,
  region text,
  CONSTRAINT orders_eu_id_region_key UNIQUE (id, region)
);

-- create table `app.orders_eu`
-- lock: access exclusive on app.orders_eu, app.orders (share update exclusive)  tx: inside  hazards: none
ALTER TABLE app.orders ATTACH PARTITION app.orders_eu FOR VALUES IN ('de', 'fr');

-- create table `app.orders_none`
-- lock: none  tx: inside  hazards: none
CREATE TABLE app.orders_none (
  id integer NOT NULL,
  region text,
  CONSTRAINT orders_none_id_region_key UNIQUE (id, region)
);

-- create table `app.orders_none`
-- lock: access exclusive on app.orders_none, app.orders (share update exclusive)  tx: inside  hazards: none
ALTER TABLE app.orders ATTACH PARTITION app.orders_none FOR VALUES IN (NULL, 'xx');

COMMIT;
