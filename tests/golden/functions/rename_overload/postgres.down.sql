-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename one of two (down)
-- revises: before
-- verdict: exact
-- digest: a552661245857129e920d464941c47943276eb122616ef22854f2a77792c31e5

BEGIN;

-- rename function `price_of(int, int, int)` to `price`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION price_of(integer, integer, integer) RENAME TO price;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 007f5f4cbf88cef76e2b846e04fcc983f47384711f76fe4c15bfa0f5fde7334e

BEGIN;

-- drop view `plain_prices`
-- lock: access exclusive on plain_prices  tx: inside  hazards: none
DROP VIEW plain_prices;

-- drop view `prices`
-- lock: access exclusive on prices  tx: inside  hazards: none
DROP VIEW prices;

-- drop table `items`
-- lock: access exclusive on items  tx: inside  hazards: deletes data
DROP TABLE items;

-- drop function `price(int, int, int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION price(integer, integer, integer);

-- drop function `price(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION price(integer);

COMMIT;
