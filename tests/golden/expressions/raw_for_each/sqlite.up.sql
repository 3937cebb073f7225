-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: raw for each (up)
-- verdict: exact
-- digest: 582c4b3058ce22dabd8c18705c6e2e3173aefd15902483f2050489cfe5973908

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  a INTEGER DEFAULT ((abs(random()) % 10)) CHECK (typeof(a) IN ('integer', 'null') AND a BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT t_a CHECK (a > 0)
);

COMMIT;
