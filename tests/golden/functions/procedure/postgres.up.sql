-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: procedure (up)
-- verdict: exact
-- digest: a5e768877d0cf7599a48f2fe6e7afbb87622b2d186697c5506f28da8d48c0ba0

BEGIN;

-- create procedure `tidy(int, text)`
-- lock: none  tx: inside  hazards: none
CREATE PROCEDURE tidy(a integer, b text) LANGUAGE plpgsql AS 'BEGIN NULL; END';

-- create aggregate `total(int)`
-- lock: none  tx: inside  hazards: none
CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer, initcond = '0');

COMMIT;
