-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: native (up)
-- verdict: exact
-- digest: e5cdbcbcfa8d2a3302457544b5e2d49525357ffea64b598ea0ae042f69924e5c

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  ip TEXT,
  code BLOB
);

COMMIT;
