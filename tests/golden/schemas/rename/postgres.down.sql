-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: d8799afa1294ca330a697a1e37fdb4eea8ee32d99053772124dfa33b26bc3d80

BEGIN;

-- rename schema `main` to `app`
-- lock: none  tx: inside  hazards: none
ALTER SCHEMA main RENAME TO app;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: c658e998772a799459923a051a37b57d166784666197ba7644812bf56f2ba635

BEGIN;

-- drop table `app.users`
-- lock: access exclusive on app.users  tx: inside  hazards: deletes data
DROP TABLE app.users;

-- drop enum `app.mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE app.mood;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
