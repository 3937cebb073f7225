-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: collate by what is in another schema (down)
-- revises: before
-- verdict: exact
-- digest: b2c8936bfbb7bba0d8360b5fc300744f5882a3e20e718a63ceabcd135f572a1a

BEGIN;

-- drop view `german_books`
-- lock: access exclusive on german_books  tx: inside  hazards: none
DROP VIEW german_books;

-- drop table `loans`
-- lock: access exclusive on loans  tx: inside  hazards: none
DROP TABLE loans;

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

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: aeb33e3c038b21c1b57f15434b686a3789e61ba6a4b9d8874e66736970a9bbd3

BEGIN;

-- drop collation `words.german`
-- lock: none  tx: inside  hazards: none
DROP COLLATION words.german;

-- drop schema `words`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA words;

COMMIT;
