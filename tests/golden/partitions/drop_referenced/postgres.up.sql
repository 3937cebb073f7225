-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 63892a3f43d90cbe983c9c1e96c8f4193b15c027af9177149c2efbbfaac68425

BEGIN;

-- create table `orders`
-- lock: none  tx: inside  hazards: none
CREATE TABLE orders (
  id bigint NOT NULL,
  region text NOT NULL,
  replaces bigint,
  CONSTRAINT orders_pkey PRIMARY KEY (id, region),
  CONSTRAINT orders_replaces_region_fkey FOREIGN KEY (replaces, region) REFERENCES orders (id, region)
) PARTITION BY LIST (region);

-- create table `orders_eu`
-- lock: share row exclusive on orders  tx: inside  hazards: none
CREATE TABLE orders_eu (
  id bigint NOT NULL,
  region text NOT NULL,
  replaces bigint,
  CONSTRAINT orders_eu_pkey PRIMARY KEY (id, region),
  CONSTRAINT orders_replaces_region_fkey FOREIGN KEY (replaces, region) REFERENCES orders (id, region)
) PARTITION BY HASH (id);

-- create table `orders_eu`
-- lock: access exclusive on orders_eu, orders (share update exclusive)  tx: inside  hazards: none
ALTER TABLE orders ATTACH PARTITION orders_eu FOR VALUES IN ('de', 'fr');

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

-- create table `order_items`
-- lock: share row exclusive on orders  tx: inside  hazards: none
CREATE TABLE order_items (
  order_id bigint,
  region text,
  CONSTRAINT order_items_order_id_region_fkey FOREIGN KEY (order_id, region) REFERENCES orders (id, region)
);

COMMIT;

-- migration change: drop partitions that foreign keys reach (up)
-- revises: before
-- verdict: structure only: the rows of `orders_eu_0` are discarded
-- digest: 9b9d30e0af113c86aa6a80770adbc00c3418fbd3603aa53e6c4ffa4bbd59eda0

BEGIN;

-- drop table `orders_eu_0`
-- lock: access exclusive on orders_eu, orders_eu_0, order_items, orders_rest, orders  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE orders_eu DETACH PARTITION orders_eu_0;

-- drop table `orders_eu_0`
-- lock: access exclusive on orders_eu_0, orders  tx: inside  hazards: deletes data
DROP TABLE orders_eu_0;

-- drop table `orders_rest`
-- lock: access exclusive on orders, orders_rest, order_items, orders_eu  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE orders DETACH PARTITION orders_rest;

-- drop table `orders_rest`
-- lock: access exclusive on orders_rest, orders  tx: inside  hazards: deletes data
DROP TABLE orders_rest;

COMMIT;
