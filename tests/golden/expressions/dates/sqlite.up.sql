-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: dates (up)
-- verdict: exact
-- digest: 933239f0ba8f1833d505970186a12fd6d15f78688ee44d4bca00a849311c05c4

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  on_day TEXT NOT NULL DEFAULT CURRENT_DATE,
  till TEXT DEFAULT CURRENT_TIMESTAMP
);

COMMIT;
