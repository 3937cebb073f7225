-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: column dropped (down)
-- revises: before
-- verdict: structure only: the values of `orders.number` are discarded
-- digest: d480d0d46bc0bf3d2a408fcc2e7bded7e95da0b59f179eb06f9ff65de5cec820

BEGIN;

-- create sequence `orders_number_seq`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE orders_number_seq;

-- add column `orders.number`
-- lock: access exclusive on orders  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE orders ADD COLUMN number bigint NOT NULL DEFAULT nextval('orders_number_seq');

-- change sequence `orders_number_seq`
-- lock: access share on orders  tx: inside  hazards: none
ALTER SEQUENCE orders_number_seq OWNED BY orders.number;

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
