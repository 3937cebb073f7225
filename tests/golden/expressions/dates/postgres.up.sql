-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: dates (up)
-- verdict: exact
-- digest: 933239f0ba8f1833d505970186a12fd6d15f78688ee44d4bca00a849311c05c4

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  on_day date NOT NULL DEFAULT CURRENT_DATE,
  till timestamp DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT t_pkey PRIMARY KEY (id)
);

COMMIT;
