-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 8641b4d220ea3085b00bba4cfc3b69c1c2e7966e545f64fb477776e454888d73

BEGIN;

-- rename sequence `app.order_numbers` to `order_numbers`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE app.order_numbers SET SCHEMA public;

-- rename sequence `order_numbers` to `order_no`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE order_numbers RENAME TO order_no;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 531d728fceaabfdc4c1136683595531f212d0f5f7baf029e450f136b9d7d648b

BEGIN;

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
