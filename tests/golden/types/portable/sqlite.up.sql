-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: portable (up)
-- verdict: exact
-- digest: 33b6004f1d115dc217b0632b5bb312bf7a4504e7626a221e033e552a11dead3b

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY,
  c1 INTEGER CHECK (c1 IN (0, 1)),
  c2 INTEGER CHECK (typeof(c2) IN ('integer', 'null') AND c2 BETWEEN -32768 AND 32767),
  c3 INTEGER CHECK (typeof(c3) IN ('integer', 'null') AND c3 BETWEEN -2147483648 AND 2147483647),
  c4 NUMERIC CHECK (typeof(c4) IN ('integer', 'real', 'null') AND abs(c4) < 1e8),
  c5 NUMERIC CHECK (typeof(c5) IN ('integer', 'real', 'null')),
  c6 REAL,
  c7 REAL,
  c8 TEXT,
  c9 TEXT CHECK (length(c9) <= 20),
  c10 TEXT CHECK (length(c10) <= 2),
  c11 BLOB,
  c12 TEXT CHECK (length(replace(c12, '-', '')) = 32 AND replace(c12, '-', '') NOT GLOB '*[^0-9a-fA-F]*'),
  c13 TEXT CHECK (c13 IS NULL OR json_valid(c13)),
  c14 TEXT CHECK (c14 IS NULL OR json_valid(c14)),
  c15 TEXT,
  c16 TEXT,
  c17 TEXT,
  c18 TEXT,
  c19 TEXT,
  c20 TEXT
);

COMMIT;
