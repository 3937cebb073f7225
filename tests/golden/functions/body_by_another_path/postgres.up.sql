-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: only a search path of its own finds what the body names (up)
-- verdict: exact
-- digest: b0634ad5364c0dd67db0a9ab996bc7bd63afc1ca3d9932656a21ae2a699d9116

SET check_function_bodies = 'off';
BEGIN;

-- create schema `shop`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA shop;

-- create table `shop.orders`
-- lock: none  tx: inside  hazards: none
CREATE TABLE shop.orders (
  id bigint NOT NULL,
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

-- create function `how_many()`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION how_many() RETURNS bigint LANGUAGE sql SET search_path = shop AS 'SELECT count(*) FROM orders';

COMMIT;
RESET check_function_bodies;
