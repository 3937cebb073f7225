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

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: bb1a454e690dcb02bb7edaf92d1897314ddf504b4f9e64585dcbb485033b83df

BEGIN IMMEDIATE;

-- rename view `adults` to `grown_ups`
-- lock: access exclusive on the database  tx: inside  hazards: none
DROP VIEW adults;

-- rename view `adults` to `grown_ups`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE VIEW grown_ups AS
SELECT id, name FROM people WHERE age >= 18;

COMMIT;
