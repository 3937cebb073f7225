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

-- migration change: outside a transaction (up)
-- revises: before
-- verdict: exact
-- digest: 05f0217f62c9799485a8860d0141c37c3dadb66a1eccc7b69d0d01e757d2cb9a

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
-- run raw sql
-- lock: access exclusive on the database  tx: outside  hazards: raw sql
VACUUM;

PRAGMA foreign_keys = ON;
