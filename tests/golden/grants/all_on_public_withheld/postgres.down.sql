-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: all on public withheld (down)
-- revises: before
-- verdict: exact
-- digest: a30d2948ad1defc675d194787342aeed251eb179ce37564e35c02e87a35376e9

BEGIN;

-- change the privileges of `public` on schema `public`
-- lock: none  tx: inside  hazards: none
GRANT CREATE, USAGE ON SCHEMA public TO PUBLIC;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 0ba70bbfac1f35a12bdacb711aba6e516aeb2a5f446d8d492108be5d85943981

BEGIN;

-- revoke the privileges of `public` on schema `public`
-- lock: none  tx: inside  hazards: none
DO $migc$ BEGIN IF current_setting('server_version_num')::int < 150000 THEN GRANT CREATE ON SCHEMA public TO PUBLIC; ELSE REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF; END $migc$;

-- remove the comment of schema `public`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA public IS 'standard public schema';

COMMIT;
