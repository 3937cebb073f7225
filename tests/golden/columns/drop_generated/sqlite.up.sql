-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 4398f51950157e5cf9852814d0c19edda243ba0d4f4eb11507dfb679923b854f

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647),
  loud TEXT GENERATED ALWAYS AS (upper(email)) STORED
);

COMMIT;

-- migration change: drop generated (up)
-- revises: before
-- verdict: exact
-- digest: f39bf093e92ff85d67edb9c8cf6433c9aa6cf68339eabbdc246e107dd0bfbc73

BEGIN IMMEDIATE;

-- drop column `users.loud`
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, deletes data
ALTER TABLE users DROP COLUMN loud;

COMMIT;
