-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration m1: one (up)
-- verdict: exact
-- digest: 23aaa04bed2a463e75576c1b92879debb5dc19cfa482c0566be9683f44393772

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647)
);

COMMIT;
