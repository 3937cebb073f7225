-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: the default of a table calls a function that reads the table (up)
-- verdict: exact
-- digest: cbb71633aceb71483113885fe6356972d29399d2fef9deb38b9b4ddc85fdbd23

SET check_function_bodies = 'off';
BEGIN;

-- create function `next_place()`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION next_place() RETURNS bigint LANGUAGE sql AS $f$ SELECT count(*) + 1 FROM queue $f$;

-- create table `queue`
-- lock: none  tx: inside  hazards: none
CREATE TABLE queue (
  id bigint NOT NULL,
  place bigint NOT NULL DEFAULT next_place(),
  CONSTRAINT queue_pkey PRIMARY KEY (id)
);

COMMIT;
RESET check_function_bodies;
