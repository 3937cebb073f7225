-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: dc8367eacb3b1e0fde4bb4af09b60959cae94def05ea88070a5d4a113700635f

BEGIN IMMEDIATE;

-- create table `t`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE t (
  id INTEGER CONSTRAINT t_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  at TEXT
);

COMMIT;

-- migration change: timestamp to timestamptz (up)
-- revises: before
-- verdict: structure only: values of `t.at` are converted from timestamp to timestamptz
-- digest: bb9e06fa0ff4401de7c63d4b5a77b4f19d02336ffff2754ae8d9766207373775
