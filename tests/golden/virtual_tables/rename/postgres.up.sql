-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 3219834b298837541dd6b910570e284b8ac1c844c3ee73cdfbe76658c3317a9f

BEGIN;

-- create table `notes`
-- lock: none  tx: inside  hazards: none
CREATE TABLE notes (
  id bigint NOT NULL,
  title text NOT NULL,
  CONSTRAINT notes_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: 7fc684958f03ca5d293934739a8dcdafddc4d5cd5d9785cab37735bcf05bbfb9
