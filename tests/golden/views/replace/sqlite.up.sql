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

-- migration change: replace (up)
-- revises: before
-- verdict: exact
-- digest: ebd432ab87b4683c177325ea63c0556e2bbec3d1a8924a5859b5c0294c41faa7

BEGIN IMMEDIATE;

-- change view `adults`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP VIEW adults;

-- change view `adults`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE VIEW adults AS
SELECT id, name, age FROM people WHERE age >= 21;

COMMIT;
