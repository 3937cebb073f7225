-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 3ebd21ac4f2b310c62557467f3de77c508ac117062e9a98e3a80189c5a594b8d

BEGIN IMMEDIATE;

-- create table `people`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE people (
  id INTEGER CONSTRAINT people_pkey PRIMARY KEY AUTOINCREMENT,
  mood TEXT NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok', 'happy'))
);

COMMIT;

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: f3f2742f5bd4f06eff63b6a7eda5826e2376ca632700caf827e7fa24d3536ce6
