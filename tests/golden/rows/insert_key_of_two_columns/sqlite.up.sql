-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 54c5cf6750d75ee5a727f6528c2facb79088107fca9946fdff8b5be6660e98ed

BEGIN IMMEDIATE;

-- create table `pairs`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE pairs (
  a INTEGER NOT NULL CHECK (typeof(a) IN ('integer', 'null') AND a BETWEEN -2147483648 AND 2147483647),
  b TEXT NOT NULL,
  c INTEGER CHECK (c IN (0, 1)),
  CONSTRAINT pairs_pkey PRIMARY KEY (a, b)
);

COMMIT;

-- migration change: insert key of two columns (up)
-- revises: before
-- verdict: exact
-- digest: 57dfa602e0551a20d1920b29fb026742e914ffde4b88d1bd0ac53606cf1083b3

PRAGMA foreign_keys = 1;
-- guard: must return no rows; the setting foreign_keys did not take
CREATE TEMP TABLE migc_guard (found CONSTRAINT "the setting foreign_keys did not take" CHECK (0));
INSERT INTO temp.migc_guard SELECT 1 WHERE EXISTS (
SELECT 1 FROM pragma_foreign_keys WHERE foreign_keys <> 1
);
DROP TABLE temp.migc_guard;
BEGIN IMMEDIATE;

-- insert 1 row into `pairs`
-- lock: access exclusive on the database  tx: inside  hazards: changes rows, may fail on data
INSERT INTO pairs (a, b, c) VALUES
  (1, 'x', 1);

COMMIT;
PRAGMA foreign_keys = ON;
