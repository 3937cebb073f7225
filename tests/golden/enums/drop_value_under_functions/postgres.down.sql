-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop a value under functions (down)
-- revises: before
-- verdict: exact
-- digest: 3b6b55a9ed3a58bda6fc4eb3ce1f56414098bc836dc3122dc1365fd4c95cbc13

BEGIN;

-- add value `paused` to enum `state`
-- lock: none  tx: inside  hazards: none
ALTER TYPE state ADD VALUE 'paused' AFTER 'running';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 315d5e6dc5c6d60eb41786c0d69aa8699f95cc4b65fab93275895b2d4d71a1f2

BEGIN;

-- revoke the privileges of `reader` on view `open_jobs`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE open_jobs FROM reader;

-- revoke the privileges of `reader` on function `is_over(state)`
-- lock: none  tx: inside  hazards: none
REVOKE EXECUTE ON FUNCTION is_over(state) FROM reader;

-- drop view `open_jobs`
-- lock: access exclusive on open_jobs  tx: inside  hazards: none
DROP VIEW open_jobs;

-- drop table `jobs`
-- lock: access exclusive on jobs  tx: inside  hazards: deletes data
DROP TABLE jobs;

-- drop function `first_state()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION first_state();

-- drop function `is_over(state)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION is_over(state);

-- drop function `state_of(text)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION state_of(text);

-- drop enum `state`
-- lock: none  tx: inside  hazards: none
DROP TYPE state;

COMMIT;
