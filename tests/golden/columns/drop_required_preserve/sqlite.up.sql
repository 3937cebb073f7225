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

-- migration change: drop required preserve (up)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 0ebde5225236182a4ceca7739cf7933af0291319e20d1862699fce7643019463

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
