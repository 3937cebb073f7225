-- migc: 1 migration for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration change: create (up)
-- verdict: exact
-- digest: 42b9378c7f67f509348a4c06ac55c9015724d4a378249a1a73564a7c27995b79

BEGIN IMMEDIATE;

-- create table `people`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE people (
  id INTEGER CONSTRAINT people_pkey PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

-- create view `adults`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE VIEW adults AS
SELECT id, name FROM people WHERE age >= 18;

COMMIT;
