-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 3e4a8000a53047a80d66ba87405e312f55cdbb3a567a2fb28dbfa491b608bbdf

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
CREATE INDEX users_age_idx ON users (age) WHERE age IS NOT NULL;

COMMIT;

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: c578e6f59b05eed41a6540e7020c1881bf33a9e7b8a91d6cd3966f272dec7405

BEGIN IMMEDIATE;

-- drop index `users_age_idx` of `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP INDEX users_age_idx;

COMMIT;
