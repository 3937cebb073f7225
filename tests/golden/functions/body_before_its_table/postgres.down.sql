-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: the default of a table calls a function that reads the table (down)
-- verdict: exact
-- digest: cbb71633aceb71483113885fe6356972d29399d2fef9deb38b9b4ddc85fdbd23

BEGIN;

-- drop table `queue`
-- lock: access exclusive on queue  tx: inside  hazards: deletes data
DROP TABLE queue;

-- drop function `next_place()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION next_place();

COMMIT;
