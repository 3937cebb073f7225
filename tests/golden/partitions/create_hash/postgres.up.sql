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

-- migration change: create hash (up)
-- revises: before
-- verdict: exact
-- digest: d109faae5ce75c50beec93fe30345bf5b0d552c58eaf6d010638169f9f48d4af

BEGIN;

-- create table `counters`
-- lock: none  tx: inside  hazards: none
CREATE TABLE counters (
  id bigint NOT NULL,
  value integer NOT NULL DEFAULT 0,
  CONSTRAINT counters_pkey PRIMARY KEY (id)
) PARTITION BY HASH (id);

-- create table `counters_0`
-- lock: none  tx: inside  hazards: none
CREATE TABLE counters_0 (
  id bigint NOT NULL,
  value integer NOT NULL DEFAULT 0,
  CONSTRAINT counters_0_pkey PRIMARY KEY (id)
);

-- create table `counters_0`
-- lock: access exclusive on counters_0, counters (share update exclusive)  tx: inside  hazards: none
ALTER TABLE counters ATTACH PARTITION counters_0 FOR VALUES WITH (MODULUS 2, REMAINDER 0);

-- create table `counters_1`
-- lock: none  tx: inside  hazards: none
CREATE TABLE counters_1 (
  id bigint NOT NULL,
  value integer NOT NULL DEFAULT 0,
  CONSTRAINT counters_1_pkey PRIMARY KEY (id)
);

-- create table `counters_1`
-- lock: access exclusive on counters_1, counters (share update exclusive)  tx: inside  hazards: none
ALTER TABLE counters ATTACH PARTITION counters_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);

COMMIT;
