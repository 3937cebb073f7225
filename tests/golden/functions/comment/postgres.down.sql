-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: comment (down)
-- revises: before
-- verdict: exact
-- digest: 8226e9b2ec9623d65f432a22a8166cd17748f8125e4ad691c5abf3cc71620b46

BEGIN;

-- change function `twice(int)`
-- lock: none  tx: inside  hazards: none
COMMENT ON FUNCTION twice(integer) IS NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 5a336149befae1557eaea4a0f688c8324408233cbf15e4b827c348e35993fd5e

BEGIN;

-- drop function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

COMMIT;
