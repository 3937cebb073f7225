-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop partitions that foreign keys reach (down)
-- revises: before
-- verdict: structure only: the rows of `orders_eu_0` are discarded
-- digest: 9b9d30e0af113c86aa6a80770adbc00c3418fbd3603aa53e6c4ffa4bbd59eda0

BEGIN;

-- create table `orders_rest`
-- lock: share row exclusive on orders  tx: inside  hazards: none
CREATE TABLE orders_rest (
  id bigint NOT NULL,
  region text NOT NULL,
  replaces bigint,
  CONSTRAINT orders_rest_pkey PRIMARY KEY (id, region),
  CONSTRAINT orders_replaces_region_fkey FOREIGN KEY (replaces, region) REFERENCES orders (id, region)
);

-- create table `orders_rest`
-- lock: access exclusive on orders_rest, orders (share update exclusive)  tx: inside  hazards: none
ALTER TABLE orders ATTACH PARTITION orders_rest DEFAULT;

-- create table `orders_eu_0`
-- lock: share row exclusive on orders  tx: inside  hazards: none
CREATE TABLE orders_eu_0 (
  id bigint NOT NULL,
  region text NOT NULL,
  replaces bigint,
  CONSTRAINT orders_eu_0_pkey PRIMARY KEY (id, region),
  CONSTRAINT orders_replaces_region_fkey FOREIGN KEY (replaces, region) REFERENCES orders (id, region)
);

-- create table `orders_eu_0`
-- lock: access exclusive on orders_eu_0, orders_eu (share update exclusive)  tx: inside  hazards: none
ALTER TABLE orders_eu ATTACH PARTITION orders_eu_0 FOR VALUES WITH (MODULUS 2, REMAINDER 0);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 63892a3f43d90cbe983c9c1e96c8f4193b15c027af9177149c2efbbfaac68425

BEGIN;

-- drop table `order_items`
-- lock: access exclusive on order_items, orders  tx: inside  hazards: deletes data
DROP TABLE order_items;

-- drop table `orders_rest`
-- lock: access exclusive on orders, orders_rest, orders_eu, orders_eu_0  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE orders DETACH PARTITION orders_rest;

-- drop table `orders_rest`
-- lock: access exclusive on orders_rest, orders  tx: inside  hazards: deletes data
DROP TABLE orders_rest;

-- drop table `orders_eu_0`
-- lock: access exclusive on orders_eu, orders_eu_0, orders  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE orders_eu DETACH PARTITION orders_eu_0;

-- drop table `orders_eu_0`
-- lock: access exclusive on orders_eu_0, orders  tx: inside  hazards: deletes data
DROP TABLE orders_eu_0;

-- drop table `orders_eu`
-- lock: access exclusive on orders, orders_eu  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE orders DETACH PARTITION orders_eu;

-- drop table `orders_eu`
-- lock: access exclusive on orders_eu, orders  tx: inside  hazards: none
DROP TABLE orders_eu;

-- drop table `orders`
-- lock: access exclusive on orders  tx: inside  hazards: none
DROP TABLE orders;

COMMIT;
