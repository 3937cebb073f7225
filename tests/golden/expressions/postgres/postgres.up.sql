-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: postgres (up)
-- verdict: exact
-- digest: fff760fb331fb0679ba2869d63e43a6298077b501e74a2ca6ad41d0dfd3d609f

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  doc jsonb,
  tags text[],
  at timestamptz,
  CONSTRAINT t_pkey PRIMARY KEY (id),
  CONSTRAINT t_1 CHECK (doc ->> 'a' = 'b' AND doc -> 'c' IS NOT NULL),
  CONSTRAINT t_2 CHECK ('x' = ANY (tags) AND tags[1] <> ''),
  CONSTRAINT t_3 CHECK ((at AT TIME ZONE 'UTC')::date > '2020-01-01'::date),
  CONSTRAINT t_4 CHECK (extract(year FROM at) > 2000),
  CONSTRAINT t_5 CHECK (tags <@ ARRAY['a', 'b'])
);

COMMIT;
