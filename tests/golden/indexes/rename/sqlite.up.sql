-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: e0ba717c734c3bd96ad2018875227a079b970d82bdbcd654d2032af1a708cf79

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
CREATE INDEX users_age_idx ON users (age);

COMMIT;

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: 7a2c3f6b4fef60b669e5ded17a7750e24629c96db9ec427925de2b1027eaf913

BEGIN IMMEDIATE;

-- rename index `users_age_idx` to `users_years_idx`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP INDEX users_age_idx;

-- rename index `users_age_idx` to `users_years_idx`
-- lock: access exclusive on the database  tx: inside  hazards: builds index
CREATE INDEX users_years_idx ON users (age);

COMMIT;
