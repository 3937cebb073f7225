-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename and move (down)
-- revises: before
-- verdict: exact
-- digest: 3151dfcbb5bba5645a8f4203eea45a46010d43500566e8d4ef2a5fa0835e0c24

BEGIN;

-- change the collation of `books.name`
-- lock: access exclusive on sorted_books  tx: inside  hazards: none
DROP VIEW sorted_books;

-- change the collation of `books.name`
-- lock: access exclusive on books  tx: inside  hazards: none
ALTER TABLE books ALTER COLUMN name TYPE text COLLATE "deutsch";

-- change the collation of `books.name`
-- lock: access share on books  tx: inside  hazards: none
CREATE VIEW sorted_books AS
SELECT name COLLATE "deutsch" AS name, room COLLATE "former"."french" AS room FROM books;

-- change the collation of `books.room`
-- lock: access exclusive on sorted_books  tx: inside  hazards: none
DROP VIEW sorted_books;

-- change the collation of `books.room`
-- lock: access exclusive on books  tx: inside  hazards: none
DROP INDEX books_room_idx;

-- change the collation of `books.room`
-- lock: access exclusive on books  tx: inside  hazards: builds index, blocks reads, blocks writes
ALTER TABLE books ALTER COLUMN room TYPE text COLLATE former."french";

-- change the collation of `books.room`
-- lock: share on books  tx: inside  hazards: builds index, blocks writes
CREATE INDEX books_room_idx ON books (room COLLATE "deutsch");

-- change the collation of `books.room`
-- lock: access share on books  tx: inside  hazards: none
CREATE VIEW sorted_books AS
SELECT name COLLATE "deutsch" AS name, room COLLATE "former"."french" AS room FROM books;

-- rename schema `former` to `old`
-- lock: none  tx: inside  hazards: none
ALTER SCHEMA former RENAME TO old;

-- rename collation `deutsch` to `words.deutsch`
-- lock: none  tx: inside  hazards: none
ALTER COLLATION deutsch SET SCHEMA words;

-- rename collation `words.deutsch` to `words.german`
-- lock: none  tx: inside  hazards: none
ALTER COLLATION words.deutsch RENAME TO german;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 060987f2217446bec07b7d5a79f050ff9b3cc751e8ceb18c6e1fb6567590c31f

BEGIN;

-- drop view `sorted_books`
-- lock: access exclusive on sorted_books  tx: inside  hazards: none
DROP VIEW sorted_books;

-- drop table `books`
-- lock: access exclusive on books  tx: inside  hazards: deletes data
DROP TABLE books;

-- drop range `span`
-- lock: none  tx: inside  hazards: none
DROP TYPE span;

-- drop type `word`
-- lock: none  tx: inside  hazards: none
DROP TYPE word;

-- drop domain `title`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN title;

-- drop collation `old.french`
-- lock: none  tx: inside  hazards: none
DROP COLLATION old.french;

-- drop collation `words.german`
-- lock: none  tx: inside  hazards: none
DROP COLLATION words.german;

-- drop schema `old`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA old;

-- drop schema `words`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA words;

COMMIT;
