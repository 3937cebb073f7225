-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: a table moves (down)
-- revises: before
-- verdict: exact
-- digest: 540da6c30d9ed78547d092eb68af8f43e25aa1f94936dde40cd070e31d016062

BEGIN;

-- rename table `app.orders` to `orders`
-- lock: access exclusive on app.orders  tx: inside  hazards: none
ALTER TABLE app.orders SET SCHEMA public;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 83617cb6ac6d9b3004958833fb11f0dce30a34eb97286dc05f06dfedc3b470e6

BEGIN;

-- change sequence `order_no`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE order_no OWNED BY NONE;

-- drop table `orders`
-- lock: access exclusive on orders  tx: inside  hazards: deletes data
DROP TABLE orders;

-- drop sequence `order_no`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE order_no;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
