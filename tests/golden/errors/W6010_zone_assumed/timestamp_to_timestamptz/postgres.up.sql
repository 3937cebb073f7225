-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: dc8367eacb3b1e0fde4bb4af09b60959cae94def05ea88070a5d4a113700635f

BEGIN;

-- create table `t`
-- lock: none  tx: inside  hazards: none
CREATE TABLE t (
  id integer NOT NULL,
  at timestamp,
  CONSTRAINT t_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: timestamp to timestamptz (up)
-- revises: before
-- verdict: structure only: values of `t.at` are converted from timestamp to timestamptz
-- digest: bb9e06fa0ff4401de7c63d4b5a77b4f19d02336ffff2754ae8d9766207373775

BEGIN;

-- change the type of `t.at` to timestamptz
-- lock: none  tx: inside  hazards: none
SELECT set_config('migc.time_zone', current_setting('TimeZone'), true), set_config('TimeZone', 'UTC', true);

-- change the type of `t.at` to timestamptz
-- lock: access exclusive on t  tx: inside  hazards: none
ALTER TABLE t ALTER COLUMN at TYPE timestamptz;

-- change the type of `t.at` to timestamptz
-- lock: none  tx: inside  hazards: none
SELECT set_config('TimeZone', current_setting('migc.time_zone'), true);

COMMIT;
