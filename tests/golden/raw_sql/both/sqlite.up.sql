-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: both (up)
-- revises: before
-- verdict: exact
-- digest: c6d4d0b0551e34a529d3d9947298bfd75cf4fa89be114e5c31c9e1c5dbcf346d

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
BEGIN IMMEDIATE;

-- run raw sql
-- lock: access exclusive on the database  tx: inside  hazards: raw sql
CREATE VIEW v AS SELECT 1 AS one;

COMMIT;
PRAGMA foreign_keys = ON;
