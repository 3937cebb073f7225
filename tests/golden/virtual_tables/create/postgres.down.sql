-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- revises: before
-- verdict: exact
-- digest: 79137a431ee56543194bd0db322f04c02cdb76f5c805dd2a3c36c2b67d3cf059

BEGIN;

-- drop table `notes`
-- lock: access exclusive on notes  tx: inside  hazards: deletes data
DROP TABLE notes;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 1bb688047f82b44a4a12b7bd2580389bcbe97f2b79d34c3185d09f861349b1b9

BEGIN;

-- drop table `words`
-- lock: access exclusive on words  tx: inside  hazards: deletes data
DROP TABLE words;

COMMIT;
