-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: postgres only (up)
-- verdict: exact
-- digest: 732c189794d59e6d2ffff9b0a86a1f1627ca1fd0709cbd4a17178ee7ae099ed7

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  ip inet,
  tags text[] NOT NULL DEFAULT '{}',
  span tsrange,
  bits bit(8),
  find tsvector,
  CONSTRAINT t_pkey PRIMARY KEY (id)
);

COMMIT;
