-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration 0a0000000002: guards before anything is committed (down)
-- revises: 0a0000000001
-- verdict: structure only: the overwritten values of `b` are not kept
-- digest: 768440fd0952fd69165c049dcfb07cdf91c96dba8bfadfbcf996e26ab33a738a

BEGIN;

-- let `b.note` be null
-- lock: access exclusive on b  tx: inside  hazards: none
ALTER TABLE b ALTER COLUMN note DROP NOT NULL;

-- let `b.code` be null
-- lock: access exclusive on b  tx: inside  hazards: none
ALTER TABLE b ALTER COLUMN code DROP NOT NULL;

-- drop constraint `b.b_code`
-- lock: access exclusive on b  tx: inside  hazards: none
ALTER TABLE b DROP CONSTRAINT b_code;

-- drop value `fair` of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- drop value `fair` of enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('good', 'bad');

-- drop value `fair` of enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood__old;

COMMIT;

-- migration 0a0000000001: before (down)
-- verdict: exact
-- digest: 34a0675fc17e886f266aba490d995b93c41be95818dcd08d9a5ee78adfe38675

BEGIN;

-- drop table `b`
-- lock: access exclusive on b  tx: inside  hazards: deletes data
DROP TABLE b;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
