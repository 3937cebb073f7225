-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 2733f5848c60dddad6f9d54a6642291731bee68f75cdd84bf94cd1d241ef1c2d

BEGIN;

-- create procedure `tidy(int, text)`
-- lock: none  tx: inside  hazards: none
CREATE PROCEDURE tidy(a integer, b text) LANGUAGE plpgsql AS 'BEGIN NULL; END';

-- create aggregate `total(int)`
-- lock: none  tx: inside  hazards: none
CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer, initcond = '0');

COMMIT;

-- migration change: procedure dropped (up)
-- revises: before
-- verdict: exact
-- digest: aa746c00f8624fff0b294a1efab97562bcaac65a13e87d9fef97006a0400066e

BEGIN;

-- drop procedure `tidy(int, text)`
-- lock: none  tx: inside  hazards: none
DROP PROCEDURE tidy(integer, text);

-- drop aggregate `total(int)`
-- lock: none  tx: inside  hazards: none
DROP AGGREGATE total(integer);

COMMIT;
