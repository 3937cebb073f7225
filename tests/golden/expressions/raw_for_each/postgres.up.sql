-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: raw for each (up)
-- verdict: exact
-- digest: 582c4b3058ce22dabd8c18705c6e2e3173aefd15902483f2050489cfe5973908

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  a integer DEFAULT ((random() * 10)::int),
  CONSTRAINT t_pkey PRIMARY KEY (id),
  CONSTRAINT t_a CHECK (a > 0)
);

COMMIT;
