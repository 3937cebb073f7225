-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: ea620f65a5f6dd30d581d6466fd7ccf684271afe2d2d5f42252c3a73ed664f51

BEGIN IMMEDIATE;

-- create table `pairs`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE pairs (
  a INTEGER NOT NULL CHECK (typeof(a) IN ('integer', 'null') AND a BETWEEN -2147483648 AND 2147483647),
  b INTEGER NOT NULL CHECK (typeof(b) IN ('integer', 'null') AND b BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT pairs_pkey PRIMARY KEY (a, b)
);

COMMIT;

-- migration change: two columns (up)
-- revises: before
-- verdict: exact
-- digest: 321ee4fc0d2247377b4ea41a7ec4456ceec8b2ba3677a555810104c15dba0dfb

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  a INTEGER CHECK (typeof(a) IN ('integer', 'null') AND a BETWEEN -2147483648 AND 2147483647),
  b INTEGER CHECK (typeof(b) IN ('integer', 'null') AND b BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT t_a_b_fkey FOREIGN KEY (a, b) REFERENCES pairs (a, b)
);

COMMIT;
