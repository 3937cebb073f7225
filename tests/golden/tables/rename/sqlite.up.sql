-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 9edbdc408ad18650f629fff2b428e7b7b9461da11efef281bef95deec2276b94

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

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: 483432d5c4d7c36c1f93b519992af30bd87df1b2cff5e1fc2ee0ac576ca1086b

BEGIN IMMEDIATE;

-- rename table `users` to `people`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE users RENAME TO people;

COMMIT;
