-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: c70e82cdae532e051cb2b2d7e0a162fac7c8cd62dfcdeb7539656c941f205008

BEGIN IMMEDIATE;

-- create table `users`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE users (
  id INTEGER NOT NULL,
  email TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: backfill without key (up)
-- revises: before
-- verdict: structure only: the values of `users` before the backfill are not kept
-- digest: da08b8579a221e44061dd8bd25ddd9ee6e71e83932961c8dce1c2e0da9f0f122

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
-- backfill `age` of `users`
-- lock: access exclusive on the database  tx: outside  hazards: changes rows, scans table
-- migc runs this in batches of 500 rows by key (rowid), each in a transaction of its own
UPDATE users SET age = 18 WHERE age IS NULL;

PRAGMA foreign_keys = ON;
