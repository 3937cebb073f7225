-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 1bb688047f82b44a4a12b7bd2580389bcbe97f2b79d34c3185d09f861349b1b9

BEGIN IMMEDIATE;

-- create table `words`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE words (
  id INTEGER CONSTRAINT words_pkey PRIMARY KEY CHECK (id BETWEEN -2147483648 AND 2147483647)
);

COMMIT;

-- migration change: create (up)
-- revises: before
-- verdict: exact
-- digest: 79137a431ee56543194bd0db322f04c02cdb76f5c805dd2a3c36c2b67d3cf059

BEGIN IMMEDIATE;

-- create table `notes`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TABLE notes (
  id INTEGER CONSTRAINT notes_pkey PRIMARY KEY,
  title TEXT NOT NULL
);

-- create virtual table `notes_found`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE VIRTUAL TABLE notes_found USING fts5(title, content='notes', content_rowid='id');

COMMIT;
