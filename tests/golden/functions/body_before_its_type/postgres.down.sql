-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: the way back has the function before its type (down)
-- revises: before
-- verdict: exact
-- digest: 9e4a691baab708be2a36caf43aa71c8d67ccfedb5b34177ef828502f88b2cd94

SET check_function_bodies = 'off';
BEGIN;

-- change function `pairs()`
-- lock: none  tx: inside  hazards: none
CREATE OR REPLACE FUNCTION pairs() RETURNS SETOF pair LANGUAGE sql AS 'SELECT 1, ''x''::text';

-- change type `pair`
-- lock: none  tx: inside  hazards: none
ALTER TYPE pair DROP ATTRIBUTE c;

COMMIT;
RESET check_function_bodies;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 84ed7fc82387949e2333a4953ee7cd5f3d8b820c198fb90ab78f6c1251f3e902

BEGIN;

-- drop function `pairs()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION pairs();

-- drop type `pair`
-- lock: none  tx: inside  hazards: none
DROP TYPE pair;

COMMIT;
