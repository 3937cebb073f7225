-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 7e73b9e2d429bb758849d6ac14a58538b4a1502b66518ca4a7b8caa68ffd89b4

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE UNIQUE INDEX users_email_key ON users (email);

COMMIT;

-- migration change: drop unique (up)
-- revises: before
-- verdict: exact
-- digest: 03bc2986a0b8820b2a87ee5f3290a610deb4eaf82fba29a75188d36553df3540

BEGIN IMMEDIATE;

-- drop constraint `users.users_email_key`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP INDEX users_email_key;

COMMIT;
