-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: refers to itself (up)
-- verdict: exact
-- digest: a5223f314996ec32c8c4bbb8633c7d6d7ceaed0ab0e09be8ea6b7d8ffab8b123

BEGIN IMMEDIATE;

-- create table `nodes`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE nodes (
  id INTEGER CONSTRAINT nodes_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  parent INTEGER CHECK (typeof(parent) IN ('integer', 'null') AND parent BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT nodes_parent_fkey FOREIGN KEY (parent) REFERENCES nodes (id) ON DELETE CASCADE
);

COMMIT;
