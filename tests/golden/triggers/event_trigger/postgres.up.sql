-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 8e87eec5138629a459c4ef13499e7780a119d01944d60c89f2ef6744627bb19d

BEGIN;

-- create function `guard()`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';

COMMIT;

-- migration change: event trigger (up)
-- revises: before
-- verdict: exact
-- digest: 44cd2f955a31e4fa06107d5928216c1a99f4d0f65c9cbe6f06cd125d4763857d

BEGIN;

-- create event trigger `no_drops`
-- lock: none  tx: inside  hazards: none
CREATE EVENT TRIGGER no_drops ON sql_drop EXECUTE FUNCTION guard();

-- create event trigger `no_drops`
-- lock: none  tx: inside  hazards: none
COMMENT ON EVENT TRIGGER no_drops IS 'keeps tables';

COMMIT;
