-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 90b44046b0778b098146e3eac88415c3fc5955872fc370261fede4b97ecf7483

BEGIN;

-- create table `cities`
-- lock: none  tx: inside  hazards: none
CREATE TABLE cities (
  name text NOT NULL,
  size integer DEFAULT 0,
  CONSTRAINT cities_size CHECK (size >= 0)
);

COMMIT;

-- migration change: create (up)
-- revises: before
-- verdict: exact
-- digest: 789ee1f7da12ac12080f9960deecb49cda81d794af38fc465b782397fa8100ae

BEGIN;

-- create table `capitals`
-- lock: none  tx: inside  hazards: none
CREATE TABLE capitals (
  state text NOT NULL,
  CONSTRAINT capitals_pkey PRIMARY KEY (name)
) INHERITS (cities);

COMMIT;
