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

-- migration change: add unique (up)
-- revises: before
-- verdict: exact
-- digest: 1cc01952fa6cb89ab82e5d9e0c74e2baecfa29a33c39ba3265341fb80f2926ec

BEGIN IMMEDIATE;

-- add column `users.nick`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN nick TEXT;

-- add unique constraint `users.users_nick_key`
-- lock: access exclusive on the database  tx: inside  hazards: scans table, may fail on data
-- guard: must return no rows; values of `users` that occur more than once, against `users_nick_key`
CREATE TEMP TABLE migc_guard (found CONSTRAINT "values of `users` that occur more than once, against `users_nick_key`" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT nick, count(*) AS "rows" FROM users WHERE (nick) IS NOT NULL GROUP BY nick HAVING count(*) > 1 LIMIT 5
);
DROP TABLE temp.migc_guard;

-- add unique constraint `users.users_nick_key`
-- lock: access exclusive on the database  tx: inside  hazards: builds index, may fail on data
CREATE UNIQUE INDEX users_nick_key ON users (nick);

COMMIT;
