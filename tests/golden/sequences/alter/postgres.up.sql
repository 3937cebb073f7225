-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 7bb34942ef1db9a7880658260cb7da5c673ae16d2d01cb6b0eca4466e728dc89

BEGIN;

-- create sequence `order_no`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE order_no INCREMENT BY 10 START WITH 1000;

COMMIT;

-- migration change: alter (up)
-- revises: before
-- verdict: exact
-- digest: b860fa70e97735433f0f48e93e816a241b36461d2aef82388798cbae2e4d0f0a

BEGIN;

-- change sequence `order_no`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE order_no AS integer INCREMENT BY 5 MAXVALUE 50000 CYCLE;

COMMIT;
