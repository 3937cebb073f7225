-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 531d728fceaabfdc4c1136683595531f212d0f5f7baf029e450f136b9d7d648b

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create sequence `order_no`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE order_no INCREMENT BY 10 START WITH 1000;

-- create table `orders`
-- lock: none  tx: inside  hazards: none
CREATE TABLE orders (
  id bigint NOT NULL DEFAULT nextval('order_no'),
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: 8641b4d220ea3085b00bba4cfc3b69c1c2e7966e545f64fb477776e454888d73

BEGIN;

-- rename sequence `order_no` to `order_numbers`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE order_no RENAME TO order_numbers;

-- rename sequence `order_numbers` to `app.order_numbers`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE order_numbers SET SCHEMA app;

COMMIT;
