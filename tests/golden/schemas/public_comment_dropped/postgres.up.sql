-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 07432ae5bf190d9f0a6e8892088329b3e4e3af4f1b2a372f802a509b16b059aa

BEGIN;

-- comment on schema `public`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA public IS 'what the application owns';

COMMIT;

-- migration change: public comment dropped (up)
-- revises: before
-- verdict: exact
-- digest: 41946343f48e33eb3b2971c6727cdb174520c23d9e188add445d4700216d7e0d

BEGIN;

-- remove the comment of schema `public`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA public IS 'standard public schema';

COMMIT;
