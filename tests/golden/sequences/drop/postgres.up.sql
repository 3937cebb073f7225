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

-- migration change: drop (up)
-- revises: before
-- verdict: structure only: the position of sequence `order_no` is not kept
-- digest: f264535a92f568642a05138e66f86fe2aab4491a604ec1fcc265c4c8dd3a1396

BEGIN;

-- drop sequence `order_no`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE order_no;

COMMIT;
