-- migc: 2 migrations for sqlite
-- run with: sqlite3 -bail DATABASE < FILE
.bail on
PRAGMA foreign_keys = ON;

-- migration before: what is there (up)
-- verdict: exact
-- digest: 3219834b298837541dd6b910570e284b8ac1c844c3ee73cdfbe76658c3317a9f

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

-- migration change: drop (up)
-- revises: before
-- verdict: structure only: the rows of virtual table `notes_found` are discarded
-- digest: f6e6bfa488cdc0364f7c27fe5959b37e7cd05123fd7f8cfe709460aa84d4897f

BEGIN IMMEDIATE;

-- drop virtual table `notes_found`
-- lock: access exclusive on the database  tx: inside  hazards: deletes data
DROP TABLE notes_found;

COMMIT;
