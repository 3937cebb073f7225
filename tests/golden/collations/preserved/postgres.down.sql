-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: what is kept does not hold on to the collation (down)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 96b6a49c5b5327c6c1c29e91c3367b055633bbabf1ccc083bdffa787fc828174

BEGIN;

-- create collation `words.german`
-- lock: none  tx: inside  hazards: none
CREATE COLLATION words.german (locale = 'de-DE', provider = icu);

-- create domain `words.title`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN words.title AS text COLLATE words."german";

-- create table `books` with its kept rows
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_3` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_3' AS missing WHERE to_regclass('migc.stash_change_3') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_3` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- create table `books` with its kept rows
-- lock: none  tx: inside  hazards: none
CREATE TABLE books (
  name text COLLATE words."german" NOT NULL,
  room text COLLATE words."german",
  shelf text COLLATE "C",
  CONSTRAINT books_pkey PRIMARY KEY (name)
);

-- create table `books` with its kept rows
-- lock: row exclusive on books  tx: inside  hazards: changes rows
INSERT INTO books (name, room, shelf)
  SELECT name, room, shelf FROM migc.stash_change_3;

-- create table `books` with its kept rows
-- lock: access exclusive on migc.stash_change_3  tx: inside  hazards: none
DROP TABLE migc.stash_change_3;

-- add column `books.heading` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_2` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_2' AS missing WHERE to_regclass('migc.stash_change_2') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_2` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `books.heading` with its kept values
-- lock: access exclusive on books  tx: inside  hazards: none
ALTER TABLE books ADD COLUMN heading words.title;

-- add column `books.heading` with its kept values
-- lock: row exclusive on books  tx: inside  hazards: changes rows
UPDATE books AS t SET heading = s.heading::words.title
  FROM migc.stash_change_2 AS s WHERE t.name = s.name;

-- add column `books.heading` with its kept values
-- lock: access exclusive on migc.stash_change_2  tx: inside  hazards: none
DROP TABLE migc.stash_change_2;

-- restore `room` of `books` from kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_change_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_change_1' AS missing WHERE to_regclass('migc.stash_change_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_change_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- restore `room` of `books` from kept values
-- lock: row exclusive on books  tx: inside  hazards: changes rows
UPDATE books AS t SET room = s.old_room
  FROM migc.stash_change_1 AS s
  WHERE t.name = s.key_name AND t.room IS NOT DISTINCT FROM s.new_room;

-- restore `room` of `books` from kept values
-- lock: access exclusive on migc.stash_change_1  tx: inside  hazards: none
DROP TABLE migc.stash_change_1;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: d73899395f6d9c12f70d762951ed37f27764f696e657e5639d5a3c16e9491569

BEGIN;

-- drop table `books`
-- lock: access exclusive on books  tx: inside  hazards: deletes data
DROP TABLE books;

-- drop domain `words.title`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN words.title;

-- drop collation `words.german`
-- lock: none  tx: inside  hazards: none
DROP COLLATION words.german;

-- drop schema `words`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA words;

COMMIT;
