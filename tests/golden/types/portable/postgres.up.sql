-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: portable (up)
-- verdict: exact
-- digest: 33b6004f1d115dc217b0632b5bb312bf7a4504e7626a221e033e552a11dead3b

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id bigint NOT NULL,
  c1 boolean,
  c2 smallint,
  c3 integer,
  c4 numeric(10, 2),
  c5 numeric,
  c6 real,
  c7 double precision,
  c8 text,
  c9 varchar(20),
  c10 char(2),
  c11 bytea,
  c12 uuid,
  c13 json,
  c14 jsonb,
  c15 date,
  c16 time,
  c17 timetz,
  c18 timestamp(3),
  c19 timestamptz,
  c20 interval,
  CONSTRAINT t_pkey PRIMARY KEY (id)
);

COMMIT;
