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

-- migration change: drop required with fill (up)
-- revises: before
-- verdict: structure only: the values of `users.email` are discarded
-- digest: 75d86db443f24cadbdf27cbcdeb816132cdb0f1084ddf77f7a0a5c7f39d3cacb

BEGIN IMMEDIATE;

-- drop column `users.email`
-- lock: access exclusive on the database  tx: inside  hazards: rewrites table, deletes data
ALTER TABLE users DROP COLUMN email;

COMMIT;
