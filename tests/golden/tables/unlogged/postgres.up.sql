-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: unlogged (up)
-- verdict: exact
-- digest: cb9706ae8ab970a90644865ad8d1952bce6118b99174c24e62568a1922e011e6

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE UNLOGGED TABLE t (
  id integer NOT NULL,
  CONSTRAINT t_pkey PRIMARY KEY (id)
) WITH (fillfactor = 50);

COMMIT;
