-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 392e0a60074651f9821677d815515b76d1a0edcd2407f3387521f2f6620597eb

BEGIN IMMEDIATE;

-- create table `people`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE people (
  id INTEGER CONSTRAINT people_pkey PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: columns (up)
-- revises: before
-- verdict: exact
-- digest: 8357dee710fece53ebe87c3e80827900d56084e7bf20f3b7e9cb0c39f6bea516

BEGIN IMMEDIATE;

-- create view `adults`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE VIEW adults (number, called) AS
SELECT id, name FROM people WHERE age > 17;

COMMIT;
