-- migc: 4 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration m0: root (up)
-- verdict: exact
-- digest: 4d74618c93140908acfaefb3a7d76556fcec821823c5b9db13cfe22adc9c4750

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration m1: left (up)
-- revises: m0
-- verdict: exact
-- digest: 7935dc61304158c82e5183b8bc9f93940c658a4cc71d3c235585919cf66ebbd4

BEGIN IMMEDIATE;

-- add column `users.a`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN a INTEGER CHECK (typeof(a) IN ('integer', 'null') AND a BETWEEN -2147483648 AND 2147483647);

COMMIT;

-- migration m2: right (up)
-- revises: m0
-- verdict: exact
-- digest: 5f0983a3b806865bdab1196dbd3255b75621ca0a6ee3407bc50f3935cdf9c7da

BEGIN IMMEDIATE;

-- add column `users.b`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN b INTEGER CHECK (typeof(b) IN ('integer', 'null') AND b BETWEEN -2147483648 AND 2147483647);

COMMIT;

-- migration m3: both (up)
-- revises: m1, m2
-- verdict: exact
-- digest: 6266149a0dfd4d4b49fbceec6326b7f408fe9cb6da6d3cf435c1a5b38cd5dd65
