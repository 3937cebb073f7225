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

-- migration change: drop discard (up)
-- revises: before
-- verdict: structure only: the values of `users.age` are discarded
-- digest: 057b4c9130ccca539cb7c0bb5f51909d011ccb74b02e7b70c61d7c1ae8bfbf67

BEGIN IMMEDIATE;

-- drop column `users.age`
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, deletes data
ALTER TABLE users DROP COLUMN age;

COMMIT;
