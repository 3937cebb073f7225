-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: acc8b9a3a1543f28c7672e951c0f6ed1fc13200e7485bc8021293566663a4ff7

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

-- create table `posts`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE posts (
  id INTEGER CONSTRAINT posts_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647),
  author INTEGER,
  CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES users (id)
);

COMMIT;

-- migration change: rename referenced (up)
-- revises: before
-- verdict: exact
-- digest: a01e28a55576a6599f8968985a22e43b79758bb9f8ab8a8abbf9e8b189c050ac

BEGIN IMMEDIATE;

-- rename column `users.id` to `user_id`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE users RENAME COLUMN id TO user_id;

COMMIT;
