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

-- migration change: comment (up)
-- revises: before
-- verdict: exact
-- digest: 9cebbd420922621a1f6874064bdf0a490bac29399607e9308bf777936773b505
