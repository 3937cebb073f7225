-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: table dropped (down)
-- revises: before
-- verdict: structure only: the rows of `orders` are discarded
-- digest: 5d8e608c8ec738f75d1f2548a45ec0d8362e162c93107f27f260058aa7d205db

BEGIN;

-- create sequence `orders_number_seq`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE orders_number_seq;

-- create sequence `orders_id_seq`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE orders_id_seq;

-- create table `orders`
-- lock: none  tx: inside  hazards: none
CREATE TABLE orders (
  id bigint NOT NULL DEFAULT nextval('orders_id_seq'),
  number bigint NOT NULL DEFAULT nextval('orders_number_seq'),
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

-- change sequence `orders_number_seq`
-- lock: access share on orders  tx: inside  hazards: none
ALTER SEQUENCE orders_number_seq OWNED BY orders.number;

-- change sequence `orders_id_seq`
-- lock: access share on orders  tx: inside  hazards: none
ALTER SEQUENCE orders_id_seq OWNED BY orders.id;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 0723ac69dda2b1e300f33d6b402fa129c54a9ed848fa51fad75b5d6a07125a0b

BEGIN;

-- change sequence `orders_id_seq`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE orders_id_seq OWNED BY NONE;

-- change sequence `orders_number_seq`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE orders_number_seq OWNED BY NONE;

-- drop table `orders`
-- lock: access exclusive on orders  tx: inside  hazards: deletes data
DROP TABLE orders;

-- drop sequence `orders_number_seq`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE orders_number_seq;

-- drop sequence `orders_id_seq`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE orders_id_seq;

COMMIT;
