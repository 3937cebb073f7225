-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 0941e3174761efcb205fb146ec5e242a7552e8577899f371219456eadc482dca

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  email TEXT,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: drop in the middle (up)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 4ff116e9658057c13c66f63fea091041bd3c4ac08c125e1b4f52caaba43034b9

BEGIN IMMEDIATE;

-- drop column `users.email`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_stash_change_1 (id INTEGER, email, PRIMARY KEY (id));

-- drop column `users.email`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: scans table
INSERT INTO migc_stash_change_1 (id, email) SELECT id, email FROM users;

-- drop column `users.email`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table
ALTER TABLE users DROP COLUMN email;

COMMIT;
