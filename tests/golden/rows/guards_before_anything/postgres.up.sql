-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration 0a0000000001: before (up)
-- verdict: exact
-- digest: 34a0675fc17e886f266aba490d995b93c41be95818dcd08d9a5ee78adfe38675

BEGIN;

-- create enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('good', 'bad');

-- create table `b`
-- lock: none  tx: inside  hazards: none
CREATE TABLE b (
  id bigint NOT NULL,
  code text,
  note text,
  CONSTRAINT b_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration 0a0000000002: guards before anything is committed (up)
-- revises: 0a0000000001
-- verdict: structure only: the overwritten values of `b` are not kept
-- digest: 768440fd0952fd69165c049dcfb07cdf91c96dba8bfadfbcf996e26ab33a738a

BEGIN;

-- add unique constraint `b.b_code`
-- lock: access share on b  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `b` with the same `code`
DO $migc$ BEGIN IF EXISTS (
SELECT code, count(*) AS rows FROM b WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `b` with the same `code`';
END IF; END $migc$;

-- make `b.code` not null
-- lock: access share on b  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `b` where `code` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM b WHERE code IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `b` where `code` is null';
END IF; END $migc$;

-- add value `fair` to enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood ADD VALUE 'fair' AFTER 'good';

COMMIT;

BEGIN;

-- add unique constraint `b.b_code`
-- lock: access share on b  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `b` with the same `code`
DO $migc$ BEGIN IF EXISTS (
SELECT code, count(*) AS rows FROM b WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `b` with the same `code`';
END IF; END $migc$;

-- add unique constraint `b.b_code`
-- lock: access exclusive on b  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE b ADD CONSTRAINT b_code UNIQUE (code);

-- make `b.code` not null
-- lock: access share on b  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `b` where `code` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM b WHERE code IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `b` where `code` is null';
END IF; END $migc$;

-- make `b.code` not null
-- lock: access exclusive on b  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE b ALTER COLUMN code SET NOT NULL;

-- update `note` of `b`
-- lock: row exclusive on b  tx: inside  hazards: changes rows
UPDATE b SET note = '' WHERE note IS NULL;

-- make `b.note` not null
-- lock: access share on b  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `b` where `note` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM b WHERE note IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `b` where `note` is null';
END IF; END $migc$;

-- make `b.note` not null
-- lock: access exclusive on b  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE b ALTER COLUMN note SET NOT NULL;

COMMIT;
