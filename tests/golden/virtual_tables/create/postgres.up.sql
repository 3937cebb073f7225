-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 1bb688047f82b44a4a12b7bd2580389bcbe97f2b79d34c3185d09f861349b1b9

BEGIN;

-- create table `words`
-- lock: none  tx: inside  hazards: none
CREATE TABLE words (
  id integer NOT NULL,
  CONSTRAINT words_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: create (up)
-- revises: before
-- verdict: exact
-- digest: 79137a431ee56543194bd0db322f04c02cdb76f5c805dd2a3c36c2b67d3cf059

BEGIN;

-- create table `notes`
-- lock: none  tx: inside  hazards: none
CREATE TABLE notes (
  id bigint NOT NULL,
  title text NOT NULL,
  CONSTRAINT notes_pkey PRIMARY KEY (id)
);

COMMIT;
