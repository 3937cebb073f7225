-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: native (up)
-- verdict: exact
-- digest: e5cdbcbcfa8d2a3302457544b5e2d49525357ffea64b598ea0ae042f69924e5c

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  ip inet,
  code uuid,
  CONSTRAINT t_pkey PRIMARY KEY (id)
);

COMMIT;
