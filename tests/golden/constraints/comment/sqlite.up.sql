-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: b52e43a01fe3ad9aad0cd335b785b83842c2cb45f878c232e8967fd475bde9f9

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647),
  CONSTRAINT users_age_check CHECK (age > 0)
);

COMMIT;

-- migration change: comment (up)
-- revises: before
-- verdict: exact
-- digest: 80279ff2329ce44bbc3e06be7d7bdb084676f8a4ac2f4fb6079696182a4acd43
