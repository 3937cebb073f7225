-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 83617cb6ac6d9b3004958833fb11f0dce30a34eb97286dc05f06dfedc3b470e6

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create sequence `order_no`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE order_no;

-- create table `orders`
-- lock: none  tx: inside  hazards: none
CREATE TABLE orders (
  id bigint NOT NULL DEFAULT nextval('order_no'),
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

-- change sequence `order_no`
-- lock: access share on orders  tx: inside  hazards: none
ALTER SEQUENCE order_no OWNED BY orders.id;

COMMIT;

-- migration change: a table moves (up)
-- revises: before
-- verdict: exact
-- digest: 540da6c30d9ed78547d092eb68af8f43e25aa1f94936dde40cd070e31d016062

BEGIN;

-- rename table `orders` to `app.orders`
-- lock: access exclusive on orders  tx: inside  hazards: none
ALTER TABLE orders SET SCHEMA app;

COMMIT;
