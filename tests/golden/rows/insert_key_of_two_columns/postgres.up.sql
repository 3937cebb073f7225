-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 54c5cf6750d75ee5a727f6528c2facb79088107fca9946fdff8b5be6660e98ed

BEGIN;

-- create table `pairs`
-- lock: none  tx: inside  hazards: none
CREATE TABLE pairs (
  a integer NOT NULL,
  b text NOT NULL,
  c boolean,
  CONSTRAINT pairs_pkey PRIMARY KEY (a, b)
);

COMMIT;

-- migration change: insert key of two columns (up)
-- revises: before
-- verdict: exact
-- digest: 57dfa602e0551a20d1920b29fb026742e914ffde4b88d1bd0ac53606cf1083b3

BEGIN;

-- insert 1 row into `pairs`
-- lock: access share on pairs  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `pairs` with the `a` and `b` of rows to insert
DO $migc$ BEGIN IF EXISTS (
SELECT a, b FROM pairs WHERE (a, b) IN ((1, 'x')) LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `pairs` with the `a` and `b` of rows to insert';
END IF; END $migc$;

-- insert 1 row into `pairs`
-- lock: row exclusive on pairs  tx: inside  hazards: changes rows
INSERT INTO pairs (a, b, c) VALUES
  (1, 'x', TRUE);

COMMIT;
