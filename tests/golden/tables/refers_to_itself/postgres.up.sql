-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: refers to itself (up)
-- verdict: exact
-- digest: a5223f314996ec32c8c4bbb8633c7d6d7ceaed0ab0e09be8ea6b7d8ffab8b123

BEGIN;

-- create table `nodes`
-- lock: none  tx: inside  hazards: none
CREATE TABLE nodes (
  id integer NOT NULL,
  parent integer,
  CONSTRAINT nodes_pkey PRIMARY KEY (id),
  CONSTRAINT nodes_parent_fkey FOREIGN KEY (parent) REFERENCES nodes (id) ON DELETE CASCADE
);

COMMIT;
