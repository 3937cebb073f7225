-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: event trigger (down)
-- revises: before
-- verdict: exact
-- digest: 44cd2f955a31e4fa06107d5928216c1a99f4d0f65c9cbe6f06cd125d4763857d

BEGIN;

-- drop event trigger `no_drops`
-- lock: none  tx: inside  hazards: none
DROP EVENT TRIGGER no_drops;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 8e87eec5138629a459c4ef13499e7780a119d01944d60c89f2ef6744627bb19d

BEGIN;

-- drop function `guard()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION guard();

COMMIT;
