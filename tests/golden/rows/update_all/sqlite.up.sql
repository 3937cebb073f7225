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

-- migration change: update all (up)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 5adcfaae31edb2892d2df5e2087e3c385f2fc540be6d31113a9452f3d74ffec7

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
BEGIN IMMEDIATE;

-- update `age` of `users`, keeping the old values
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE migc_stash_change_1 (id INTEGER, old_age, new_age, PRIMARY KEY (id));

-- update `age` of `users`, keeping the old values
-- lock: access exclusive on the database  tx: inside  hazards: scans table
INSERT INTO migc_stash_change_1 (id, old_age, new_age) SELECT id, age, NULL FROM users;

-- update `age` of `users`, keeping the old values
-- lock: access exclusive on the database  tx: inside  hazards: changes rows
UPDATE users SET age = kept.new_age FROM migc_stash_change_1 AS kept WHERE kept.id = users.id;

COMMIT;
PRAGMA foreign_keys = ON;
