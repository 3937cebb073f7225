-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 6a85a752c0fe3df46bae8812e87af7b562029feb89cef4b461d478fa32ad333e

BEGIN;

-- set the owner of function `app.doubled(int)`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION app.doubled(integer) OWNER TO CURRENT_USER;

-- rename function `app.doubled(int)` to `doubled`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION app.doubled(integer) SET SCHEMA public;

-- rename function `doubled(int)` to `twice`
-- lock: none  tx: inside  hazards: none
ALTER FUNCTION doubled(integer) RENAME TO twice;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee9ec47a02fd25adfb5c0726b3250dffa047910083d8c47b6d9905d470db2812

BEGIN;

-- drop view `answers`
-- lock: access exclusive on answers  tx: inside  hazards: none
DROP VIEW answers;

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
