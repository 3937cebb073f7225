-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: ee9ec47a02fd25adfb5c0726b3250dffa047910083d8c47b6d9905d470db2812

BEGIN;

-- create schema `app`
-- lock: none  tx: inside  hazards: none
CREATE SCHEMA app;

-- create function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';

-- create view `answers`
-- lock: none  tx: inside  hazards: none
CREATE VIEW answers AS
SELECT twice(21) AS answer;

COMMIT;

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: 6a85a752c0fe3df46bae8812e87af7b562029feb89cef4b461d478fa32ad333e

BEGIN;

-- rename function `twice(int)` to `doubled`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION twice(integer) RENAME TO doubled;

-- rename function `doubled(int)` to `app.doubled`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION doubled(integer) SET SCHEMA app;

-- set the owner of function `app.doubled(int)`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION app.doubled(integer) OWNER TO alice;

COMMIT;
