-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: only a search path of its own finds what the body names (down)
-- verdict: exact
-- digest: b0634ad5364c0dd67db0a9ab996bc7bd63afc1ca3d9932656a21ae2a699d9116

BEGIN;

-- drop function `how_many()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION how_many();

-- drop table `shop.orders`
-- lock: access exclusive on shop.orders  tx: inside  hazards: deletes data
DROP TABLE shop.orders;

-- drop schema `shop`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA shop;

COMMIT;
