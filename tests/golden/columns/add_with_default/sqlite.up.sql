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

-- migration change: add with default (up)
-- revises: before
-- verdict: exact
-- digest: 25af15e60aa6b04904801d05488c28e8a43c50e23682fdd82b3dc4ba21fbebf9

BEGIN IMMEDIATE;

-- add column `users.points`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN points INTEGER NOT NULL DEFAULT 0 CHECK (typeof(points) IN ('integer', 'null') AND points BETWEEN -2147483648 AND 2147483647);

COMMIT;
