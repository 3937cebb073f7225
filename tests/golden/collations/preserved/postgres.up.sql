-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: d73899395f6d9c12f70d762951ed37f27764f696e657e5639d5a3c16e9491569

BEGIN;

-- create schema `words`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA words;

-- create collation `words.german`
-- lock: none  tx: inside  hazards: none
CREATE COLLATION words.german (locale = 'de-DE', provider = icu);

-- create domain `words.title`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN words.title AS text COLLATE words."german";

-- create table `books`
-- lock: none  tx: inside  hazards: none
CREATE TABLE books (
  name text COLLATE words."german" NOT NULL,
  room text COLLATE words."german",
  heading words.title,
  shelf text COLLATE "C",
  CONSTRAINT books_pkey PRIMARY KEY (name)
);

COMMIT;

-- migration change: what is kept does not hold on to the collation (up)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 96b6a49c5b5327c6c1c29e91c3367b055633bbabf1ccc083bdffa787fc828174

BEGIN;

-- update `room` of `books`, keeping the old values
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- update `room` of `books`, keeping the old values
-- lock: share row exclusive on books  tx: inside  hazards: none
LOCK TABLE books IN SHARE ROW EXCLUSIVE MODE;

-- update `room` of `books`, keeping the old values
-- lock: access share on books  tx: inside  hazards: scans table
CREATE TABLE migc.stash_change_1 AS
  SELECT name COLLATE "default" AS key_name, room COLLATE "default" AS old_room, room COLLATE "default" AS new_room FROM books WHERE room = 'lobby';

-- update `room` of `books`, keeping the old values
-- lock: row exclusive on books  tx: inside  hazards: changes rows
UPDATE books SET room = 'hall' WHERE room = 'lobby';

-- update `room` of `books`, keeping the old values
-- lock: access share on books  tx: inside  hazards: scans table
UPDATE migc.stash_change_1 AS s SET new_room = t.room
  FROM books AS t WHERE t.name = s.key_name;

-- drop column `books.heading`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `books.heading`, keeping its data
-- lock: access exclusive on books  tx: inside  hazards: none
LOCK TABLE books IN ACCESS EXCLUSIVE MODE;

-- drop column `books.heading`, keeping its data
-- lock: access share on books  tx: inside  hazards: scans table
CREATE TABLE migc.stash_change_2 AS
  SELECT name COLLATE "default" AS name, heading::text COLLATE "default" AS heading FROM books;

-- drop column `books.heading`, keeping its data
-- lock: access exclusive on books  tx: inside  hazards: none
ALTER TABLE books DROP COLUMN heading;

-- drop table `books`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop table `books`, keeping its data
-- lock: access exclusive on books  tx: inside  hazards: none
LOCK TABLE books IN ACCESS EXCLUSIVE MODE;

-- drop table `books`, keeping its data
-- lock: access share on books  tx: inside  hazards: scans table
CREATE TABLE migc.stash_change_3 AS
  SELECT name COLLATE "default" AS name, room COLLATE "default" AS room, shelf FROM books;

-- drop table `books`, keeping its data
-- lock: access exclusive on books  tx: inside  hazards: none
DROP TABLE books;

-- drop domain `words.title`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN words.title;

-- drop collation `words.german`
-- lock: none  tx: inside  hazards: none
DROP COLLATION words.german;

COMMIT;
