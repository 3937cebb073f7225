-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: serial (up)
-- verdict: exact
-- digest: e0f4e6db32eb683ebe47d179040517bf6c72bf79ae870c9f3b89053a60817c3f

BEGIN;

-- create sequence `orders_id_seq`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE orders_id_seq;

-- create table `orders`
-- lock: none  tx: inside  hazards: none
CREATE TABLE orders (
  id bigint NOT NULL DEFAULT nextval('orders_id_seq'),
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

-- change sequence `orders_id_seq`
-- lock: access share on orders  tx: inside  hazards: none
ALTER SEQUENCE orders_id_seq OWNED BY orders.id;

COMMIT;
