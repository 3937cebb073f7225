-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: move table (down)
-- revises: before
-- verdict: exact
-- digest: 00ad5eb3cde4d669e02dbdb53fee4251075dba2afdad81e74b17fd94f6253d1a

BEGIN;

-- rename table `app.users` to `users`
-- lock: access exclusive on app.users  tx: inside  hazards: none
ALTER TABLE app.users SET SCHEMA public;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 656145ed61fad6505baeedbdf657d411835f7a3ab8ad66372bb22f9bd0e58d2b

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
