-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: 85e3e28622dfb8f3accb12cfd1ed987ec08dfb259e450d82c8b13798c58966f9

BEGIN;

-- drop sequence `order_no`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE order_no;

COMMIT;
