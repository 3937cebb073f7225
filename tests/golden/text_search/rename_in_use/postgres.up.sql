-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: b22fe4f5c92f6e80d6f237bbc01bffa7b24975f54be3dc02f54745d88b51b065

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create text search configuration `words`
-- lock: none  tx: inside  hazards: none
CREATE TEXT SEARCH CONFIGURATION words (copy = simple);

-- create table `pages`
-- lock: none  tx: inside  hazards: none
CREATE TABLE pages (
  id integer NOT NULL,
  body text NOT NULL,
  CONSTRAINT pages_pkey PRIMARY KEY (id)
);

-- create table `pages`
-- lock: share on pages  tx: inside  hazards: builds index, blocks writes
CREATE INDEX pages_words ON pages USING gin (to_tsvector('words', body));

COMMIT;

-- migration change: a configuration moves, and its users follow (up)
-- revises: before
-- verdict: exact
-- digest: 30a80e4278227c78e25c1692e6127bb408ecf4875f7b9f9acf3aea5a8fa609e6

BEGIN;

-- rename text search configuration `words` to `plain_words`
-- lock: none  tx: inside  hazards: none
ALTER TEXT SEARCH CONFIGURATION words RENAME TO plain_words;

COMMIT;
