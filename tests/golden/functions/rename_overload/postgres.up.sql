-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 007f5f4cbf88cef76e2b846e04fcc983f47384711f76fe4c15bfa0f5fde7334e

BEGIN;

-- create function `price(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION price(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1';

-- create function `price(int, int, int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION price(a int, b int, c int DEFAULT 0) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT a + b + c';

-- create table `items`
-- lock: none  tx: inside  hazards: none
CREATE TABLE items (
  id integer NOT NULL,
  amount integer,
  CONSTRAINT items_pkey PRIMARY KEY (id),
  CONSTRAINT items_price CHECK (price(id) > 0 AND price(id, amount) > 0)
);

-- create view `prices`
-- lock: access share on items  tx: inside  hazards: none
CREATE VIEW prices AS
SELECT price(id) AS plain, price(id, amount) AS sum, price(id, amount, 1) AS more FROM items;

-- create view `plain_prices`
-- lock: access share on items  tx: inside  hazards: none
CREATE VIEW plain_prices AS
SELECT price(id) AS price FROM items;

COMMIT;

-- migration change: rename one of two (up)
-- revises: before
-- verdict: exact
-- digest: a552661245857129e920d464941c47943276eb122616ef22854f2a77792c31e5

BEGIN;

-- rename function `price(int, int, int)` to `price_of`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION price(integer, integer, integer) RENAME TO price_of;

COMMIT;
