-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: db2c08dc20b8ead3f24231383379d5785aba04d575708d00775000a066e3fd4f

BEGIN;

-- create enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('NEW', 'it''s', 'old');

-- create table `people`
-- lock: none  tx: inside  hazards: none
CREATE TABLE people (
  id integer NOT NULL,
  mood mood NOT NULL DEFAULT 'NEW',
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

-- create view `fresh`
-- lock: access share on people  tx: inside  hazards: none
CREATE VIEW fresh AS
SELECT id, 'NEW' AS word FROM people WHERE mood = 'NEW'::mood OR mood = 'it''s'::mood;

COMMIT;

-- migration change: values that a view names, and one that goes (up)
-- revises: before
-- verdict: exact
-- digest: 3e9cce47018afad8248cb8a1c049aaacb546cc146ddd9889299ead579610c875

BEGIN;

-- rename value `NEW` of enum `mood` to `fresh`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME VALUE 'NEW' TO 'fresh';

-- rename value `it's` of enum `mood` to `it`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME VALUE 'it''s' TO 'it';

-- drop value `old` of enum `mood`
-- lock: access share on people  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `people` whose `mood` is `old`
DO $migc$ BEGIN IF EXISTS (
SELECT id, mood FROM people WHERE mood = 'old' LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `people` whose `mood` is `old`';
END IF; END $migc$;

-- drop value `old` of enum `mood`
-- lock: access exclusive on fresh  tx: inside  hazards: none
DROP VIEW fresh;

-- drop value `old` of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- drop value `old` of enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('fresh', 'it');

-- drop value `old` of enum `mood`
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people
  ALTER COLUMN mood DROP DEFAULT,
  ALTER COLUMN mood TYPE mood USING mood::text::mood,
  ALTER COLUMN mood SET DEFAULT 'fresh';

-- drop value `old` of enum `mood`
-- lock: access share on people  tx: inside  hazards: none
CREATE VIEW fresh AS
SELECT id, 'NEW' AS word FROM people WHERE mood = 'fresh'::mood OR mood = 'it'::mood;

-- drop value `old` of enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood__old;

COMMIT;
