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

-- migration change: down by hand (up)
-- revises: before
-- verdict: exact
-- digest: a5d9e88193c34ccf0fdae65ce9d68ec2bf98ed1b63a68755885b0c029ea259e7

BEGIN IMMEDIATE;

-- rename column `users.age` to `years`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE users RENAME COLUMN age TO years;

COMMIT;
