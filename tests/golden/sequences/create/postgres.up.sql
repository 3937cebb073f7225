-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (up)
-- verdict: exact
-- digest: 85e3e28622dfb8f3accb12cfd1ed987ec08dfb259e450d82c8b13798c58966f9

BEGIN;

-- create sequence `order_no`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE order_no AS integer INCREMENT BY 10 MINVALUE 1000 MAXVALUE 90000 START WITH 1000 CACHE 5 CYCLE;

-- create sequence `order_no`
-- lock: none  tx: inside  hazards: none
COMMENT ON SEQUENCE order_no IS 'numbers of orders';

COMMIT;
