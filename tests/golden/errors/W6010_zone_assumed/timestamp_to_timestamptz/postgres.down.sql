-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: timestamp to timestamptz (down)
-- revises: before
-- verdict: structure only: values of `t.at` are converted from timestamp to timestamptz
-- digest: bb9e06fa0ff4401de7c63d4b5a77b4f19d02336ffff2754ae8d9766207373775

BEGIN;

-- change the type of `t.at` to timestamp
-- lock: none  tx: inside  hazards: none
SELECT set_config('migc.time_zone', current_setting('TimeZone'), true), set_config('TimeZone', 'UTC', true);

-- change the type of `t.at` to timestamp
-- lock: access exclusive on t  tx: inside  hazards: none
ALTER TABLE t ALTER COLUMN at TYPE timestamp;

-- change the type of `t.at` to timestamp
-- lock: none  tx: inside  hazards: none
SELECT set_config('TimeZone', current_setting('migc.time_zone'), true);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: dc8367eacb3b1e0fde4bb4af09b60959cae94def05ea88070a5d4a113700635f

BEGIN;

-- drop table `t`
-- lock: access exclusive on t  tx: inside  hazards: deletes data
DROP TABLE t;

COMMIT;
