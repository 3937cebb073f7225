-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: operators (up)
-- verdict: exact
-- digest: e358b580b75a39a5beb80e8031274c1f10424ead23c7f28c5c235254217193b8

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  a integer,
  b integer NOT NULL DEFAULT ((1 + 2) * 3),
  s text,
  ok boolean,
  CONSTRAINT t_pkey PRIMARY KEY (id),
  CONSTRAINT t_1 CHECK (a + b * 2 - 1 > 0 OR NOT ok),
  CONSTRAINT t_10 CHECK (length(s) <= 10 AND upper(s) = s),
  CONSTRAINT t_2 CHECK (a IN (1, 2, 3) AND b NOT IN (4)),
  CONSTRAINT t_3 CHECK (a BETWEEN 1 AND 10 AND b NOT BETWEEN 5 AND 6),
  CONSTRAINT t_4 CHECK (s LIKE 'a%' OR s NOT LIKE '_b' OR s IS NULL),
  CONSTRAINT t_5 CHECK (ok IS TRUE OR ok IS NOT FALSE),
  CONSTRAINT t_6 CHECK (CASE WHEN a > 0 THEN 'p' ELSE 'n' END = 'p'),
  CONSTRAINT t_7 CHECK (a::text <> '' AND a::bigint >= 0),
  CONSTRAINT t_8 CHECK (coalesce(a, 0) % 2 = 0 AND -a < 0),
  CONSTRAINT t_9 CHECK (s || 'x' IS DISTINCT FROM 'x')
);

COMMIT;
