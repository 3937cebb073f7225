-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: column comments (down)
-- revises: before
-- verdict: exact
-- digest: cb5e301a93d79115af86bc5a8a30c99de24c36f7a5ef705be77d5a5b0fd83fa4

BEGIN;

-- change view `ages`
-- lock: share update exclusive on ages  tx: inside  hazards: none
COMMENT ON COLUMN ages.age IS 'in years';

-- change view `ages`
-- lock: share update exclusive on ages  tx: inside  hazards: none
COMMENT ON COLUMN ages.people IS NULL;

-- change view `adults`
-- lock: share update exclusive on adults  tx: inside  hazards: none
COMMENT ON COLUMN adults.name IS NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: cb8581cdc41614ae3826bad097d5f4564dcc1423dd3d7ca8df0f03e30bf5de77

BEGIN;

-- change view `ages`
-- lock: share update exclusive on ages  tx: inside  hazards: none
COMMENT ON COLUMN ages.age IS NULL;

-- drop view `ages`
-- lock: access exclusive on ages  tx: inside  hazards: none
DROP MATERIALIZED VIEW ages;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
