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

-- migration change: drop preserve (up)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 284ad099ae5dd121f22714c8cacc4337f2b8fb744a9716f83b17bcb38be2df8b

BEGIN IMMEDIATE;

-- drop column `users.age`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_stash_change_1 (id INTEGER, age, PRIMARY KEY (id));

-- drop column `users.age`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: scans table
INSERT INTO migc_stash_change_1 (id, age) SELECT id, age FROM users;

-- drop column `users.age`, keeping its data
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table
ALTER TABLE users DROP COLUMN age;

COMMIT;
