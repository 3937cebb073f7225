-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 315d5e6dc5c6d60eb41786c0d69aa8699f95cc4b65fab93275895b2d4d71a1f2

BEGIN;

-- create enum `state`
-- lock: none  tx: inside  hazards: none
CREATE TYPE state AS ENUM ('new', 'running', 'paused', 'done');

-- create function `state_of(text)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION state_of(word text) RETURNS state LANGUAGE sql IMMUTABLE AS 'SELECT $1::state';

-- create function `is_over(state)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION is_over(s state) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT s = ''done''';

-- create function `first_state()`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION first_state() RETURNS state LANGUAGE sql STABLE AS 'SELECT ''new''::state';

-- create table `jobs`
-- lock: none  tx: inside  hazards: none
CREATE TABLE jobs (
  id bigint NOT NULL,
  words jsonb NOT NULL DEFAULT '{}',
  state state NOT NULL DEFAULT first_state(),
  former text DEFAULT first_state()::text,
  told state GENERATED ALWAYS AS (state_of(words ->> 'state')) STORED,
  CONSTRAINT jobs_pkey PRIMARY KEY (id),
  CONSTRAINT jobs_begun CHECK (former <> 'new' OR former IS NULL),
  CONSTRAINT jobs_known CHECK (NOT is_over(state) OR words IS NOT NULL)
);

-- create table `jobs`
-- lock: share on jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX jobs_over ON jobs (is_over(state));

-- create table `jobs`
-- lock: share on jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX jobs_told ON jobs (told);

-- create view `open_jobs`
-- lock: access share on jobs  tx: inside  hazards: none
CREATE VIEW open_jobs AS
SELECT id, state FROM jobs WHERE NOT is_over(state);

-- grant privileges on function `is_over(state)` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT EXECUTE ON FUNCTION is_over(state) TO reader;

-- grant privileges on view `open_jobs` to `reader`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE open_jobs TO reader;

COMMIT;

-- migration change: drop a value under functions (up)
-- revises: before
-- verdict: exact
-- digest: 3b6b55a9ed3a58bda6fc4eb3ce1f56414098bc836dc3122dc1365fd4c95cbc13

BEGIN;

-- drop value `paused` of enum `state`
-- lock: access share on jobs  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `jobs` whose `state` is `paused`
DO $migc$ BEGIN IF EXISTS (
SELECT id, state FROM jobs WHERE state = 'paused' LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `jobs` whose `state` is `paused`';
END IF; END $migc$;

-- drop value `paused` of enum `state`
-- lock: access share on jobs  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `jobs` whose `told` is `paused`
DO $migc$ BEGIN IF EXISTS (
SELECT id, told FROM jobs WHERE told = 'paused' LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `jobs` whose `told` is `paused`';
END IF; END $migc$;

-- drop value `paused` of enum `state`
-- lock: access exclusive on open_jobs  tx: inside  hazards: none
DROP VIEW open_jobs;

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: none
ALTER TABLE jobs DROP CONSTRAINT jobs_known;

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: none
DROP INDEX jobs_over;

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: none
DROP INDEX jobs_told;

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: none
ALTER TABLE jobs DROP COLUMN told;

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: none
ALTER TABLE jobs ALTER COLUMN state DROP DEFAULT;

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: none
ALTER TABLE jobs ALTER COLUMN former DROP DEFAULT;

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION state_of(text);

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION is_over(state);

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION first_state();

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
ALTER TYPE state RENAME TO state__old;

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
CREATE TYPE state AS ENUM ('new', 'running', 'done');

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION first_state() RETURNS state LANGUAGE sql STABLE AS 'SELECT ''new''::state';

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION is_over(s state) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT s = ''done''';

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION state_of(word text) RETURNS state LANGUAGE sql IMMUTABLE AS 'SELECT $1::state';

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE jobs
  ALTER COLUMN state DROP DEFAULT,
  ALTER COLUMN state TYPE state USING state::text::state,
  ALTER COLUMN state SET DEFAULT first_state();

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: none
ALTER TABLE jobs ALTER COLUMN former SET DEFAULT first_state()::text;

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE jobs ADD COLUMN told state GENERATED ALWAYS AS (state_of(words ->> 'state')) STORED;

-- drop value `paused` of enum `state`
-- lock: share on jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX jobs_over ON jobs (is_over(state));

-- drop value `paused` of enum `state`
-- lock: share on jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX jobs_told ON jobs (told);

-- drop value `paused` of enum `state`
-- lock: access exclusive on jobs  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE jobs ADD CONSTRAINT jobs_known CHECK (NOT is_over(state) OR words IS NOT NULL);

-- drop value `paused` of enum `state`
-- lock: access share on jobs  tx: inside  hazards: none
CREATE VIEW open_jobs AS
SELECT id, state FROM jobs WHERE NOT is_over(state);

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
GRANT EXECUTE ON FUNCTION is_over(state) TO reader;

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
GRANT SELECT ON TABLE open_jobs TO reader;

-- drop value `paused` of enum `state`
-- lock: none  tx: inside  hazards: none
DROP TYPE state__old;

COMMIT;
