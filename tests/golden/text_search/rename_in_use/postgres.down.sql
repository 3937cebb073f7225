-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: a configuration moves, and its users follow (down)
-- revises: before
-- verdict: exact
-- digest: 30a80e4278227c78e25c1692e6127bb408ecf4875f7b9f9acf3aea5a8fa609e6

BEGIN;

-- rename text search configuration `plain_words` to `words`
-- lock: none  tx: inside  hazards: none
ALTER TEXT SEARCH CONFIGURATION plain_words RENAME TO words;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: b22fe4f5c92f6e80d6f237bbc01bffa7b24975f54be3dc02f54745d88b51b065

BEGIN;

-- drop table `pages`
-- lock: access exclusive on pages  tx: inside  hazards: deletes data
DROP TABLE pages;

-- drop text search configuration `words`
-- lock: none  tx: inside  hazards: none
DROP TEXT SEARCH CONFIGURATION words;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
