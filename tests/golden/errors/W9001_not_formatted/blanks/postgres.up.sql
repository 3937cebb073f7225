-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration m1: one (up)
-- verdict: exact
-- digest: 23aaa04bed2a463e75576c1b92879debb5dc19cfa482c0566be9683f44393772

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  CONSTRAINT t_pkey PRIMARY KEY (id)
);

COMMIT;
