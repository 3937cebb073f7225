-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: d310c58fc0aff0c2cfd74aafcedd810cb5cd527c5c9ae6ef6b2ab77db4e8f96c

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647),
  loud TEXT GENERATED ALWAYS AS (upper(email)) STORED,
  CONSTRAINT users_email_check CHECK (email <> '')
);

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE INDEX users_email_idx ON users (lower(email)) WHERE email IS NOT NULL;

COMMIT;

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: 7484b97aa55d189e7311155e01c1d5d628140459efdb4e4fb39d77104cd800e8

BEGIN IMMEDIATE;

-- rename column `users.email` to `address`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE users RENAME COLUMN email TO address;

COMMIT;
