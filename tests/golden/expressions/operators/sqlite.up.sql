-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: operators (up)
-- verdict: exact
-- digest: e358b580b75a39a5beb80e8031274c1f10424ead23c7f28c5c235254217193b8

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  a INTEGER CHECK (typeof(a) IN ('integer', 'null') AND a BETWEEN -2147483648 AND 2147483647),
  b INTEGER NOT NULL DEFAULT ((1 + 2) * 3) CHECK (typeof(b) IN ('integer', 'null') AND b BETWEEN -2147483648 AND 2147483647),
  s TEXT,
  ok INTEGER CHECK (ok IN (0, 1)),
  CONSTRAINT t_1 CHECK (a + b * 2 - 1 > 0 OR NOT ok),
  CONSTRAINT t_10 CHECK (length(s) <= 10 AND upper(s) = s),
  CONSTRAINT t_2 CHECK (a IN (1, 2, 3) AND b NOT IN (4)),
  CONSTRAINT t_3 CHECK (a BETWEEN 1 AND 10 AND b NOT BETWEEN 5 AND 6),
  CONSTRAINT t_4 CHECK (s GLOB 'a*' OR s NOT GLOB '?b' OR s IS NULL),
  CONSTRAINT t_5 CHECK (ok IS TRUE OR ok IS NOT FALSE),
  CONSTRAINT t_6 CHECK (CASE WHEN a > 0 THEN 'p' ELSE 'n' END = 'p'),
  CONSTRAINT t_7 CHECK (CAST(a AS TEXT) <> '' AND CAST(a AS INTEGER) >= 0),
  CONSTRAINT t_8 CHECK (coalesce(a, 0) % 2 = 0 AND -a < 0),
  CONSTRAINT t_9 CHECK ((s || 'x') IS NOT 'x')
);

COMMIT;
