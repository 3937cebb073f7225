-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: procedure (down)
-- verdict: exact
-- digest: a5e768877d0cf7599a48f2fe6e7afbb87622b2d186697c5506f28da8d48c0ba0

BEGIN;

-- drop aggregate `total(int)`
-- lock: none  tx: inside  hazards: none
DROP AGGREGATE total(integer);

-- drop procedure `tidy(int, text)`
-- lock: none  tx: inside  hazards: none
DROP PROCEDURE tidy(integer, text);

COMMIT;
