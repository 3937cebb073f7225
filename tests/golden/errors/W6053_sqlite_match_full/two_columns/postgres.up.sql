-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: ea620f65a5f6dd30d581d6466fd7ccf684271afe2d2d5f42252c3a73ed664f51

BEGIN;

-- create table `pairs`
-- lock: none  tx: inside  hazards: none
CREATE TABLE pairs (
  a integer NOT NULL,
  b integer NOT NULL,
  CONSTRAINT pairs_pkey PRIMARY KEY (a, b)
);

COMMIT;

-- migration change: two columns (up)
-- revises: before
-- verdict: exact
-- digest: 321ee4fc0d2247377b4ea41a7ec4456ceec8b2ba3677a555810104c15dba0dfb

BEGIN;

-- create table `t`
-- lock: share row exclusive on pairs  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  a integer,
  b integer,
  CONSTRAINT t_pkey PRIMARY KEY (id),
  CONSTRAINT t_a_b_fkey FOREIGN KEY (a, b) REFERENCES pairs (a, b) MATCH FULL
);

COMMIT;
