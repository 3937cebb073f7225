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

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: 7fc684958f03ca5d293934739a8dcdafddc4d5cd5d9785cab37735bcf05bbfb9

BEGIN IMMEDIATE;

-- rename virtual table `notes_found` to `notes_index`
-- lock: access exclusive on the database  tx: inside  hazards: none
ALTER TABLE notes_found RENAME TO notes_index;

-- create trigger `notes_insert` on `notes`
-- lock: access exclusive on the database  tx: inside  hazards: none
CREATE TRIGGER notes_insert AFTER INSERT ON notes BEGIN
      INSERT INTO notes_index (rowid, title) VALUES (new.id, new.title);
    END;

COMMIT;
