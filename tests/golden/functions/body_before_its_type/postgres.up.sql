-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 84ed7fc82387949e2333a4953ee7cd5f3d8b820c198fb90ab78f6c1251f3e902

BEGIN;

-- create type `pair`
-- lock: none  tx: inside  hazards: none
CREATE TYPE pair AS (a integer, b text);

-- create function `pairs()`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION pairs() RETURNS SETOF pair LANGUAGE sql AS 'SELECT 1, ''x''::text';

COMMIT;

-- migration change: the way back has the function before its type (up)
-- revises: before
-- verdict: exact
-- digest: 9e4a691baab708be2a36caf43aa71c8d67ccfedb5b34177ef828502f88b2cd94

BEGIN;

-- change type `pair`
-- lock: none  tx: inside  hazards: none
ALTER TYPE pair ADD ATTRIBUTE c integer;

-- change function `pairs()`
-- lock: none  tx: inside  hazards: none
CREATE OR REPLACE FUNCTION pairs() RETURNS SETOF pair LANGUAGE sql AS 'SELECT 1, ''x''::text, 3';

COMMIT;
