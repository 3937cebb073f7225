-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: a361dc1c65e32ccc0c2ae239ad62a8a5c390632ab015c7485a99b1a885a3439b

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

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: 03510e6af1269cbb4161d343cef5613d4b348dbd442a14eb1dcb7db20b2b828c

BEGIN IMMEDIATE;

-- drop view `adults`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP VIEW adults;

COMMIT;
