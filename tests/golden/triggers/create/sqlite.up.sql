-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 633330c4e28030737a691afcd0bfe6a04f26c2bc5daf636da0181a985eba1937

BEGIN IMMEDIATE;

-- create table `people`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE people (
  id INTEGER CONSTRAINT people_pkey PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  age INTEGER CHECK (typeof(age) IN ('integer', 'null') AND age BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: create (up)
-- revises: before
-- verdict: exact
-- digest: 3b1233c765d39980aae3b49289039f2ad0fc90ddfeee5b819423dbb449078f98

BEGIN IMMEDIATE;

-- create trigger `people_touch` on `people`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TRIGGER people_touch AFTER UPDATE OF name ON people BEGIN UPDATE people SET age = age + 1 WHERE id = NEW.id; END;

COMMIT;
