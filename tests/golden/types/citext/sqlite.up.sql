-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: citext (up)
-- verdict: exact
-- digest: 87eb5c7c3dbeab3d3bc857f912a85bcaacbb1b7b9101d54ed720a58c7bd1eb88

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  email TEXT NOT NULL COLLATE NOCASE
);

COMMIT;
