-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 0941e3174761efcb205fb146ec5e242a7552e8577899f371219456eadc482dca

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  email text,
  age integer,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: drop in the middle (up)
-- revises: before
-- verdict: preserved: thanks to kept data
-- digest: 4ff116e9658057c13c66f63fea091041bd3c4ac08c125e1b4f52caaba43034b9

BEGIN;

-- drop column `users.email`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `users.email`, keeping its data
-- lock: access exclusive on users  tx: inside  hazards: none
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;

-- drop column `users.email`, keeping its data
-- lock: access share on users  tx: inside  hazards: scans table
CREATE TABLE migc.stash_change_1 AS
  SELECT id, email FROM users;

-- drop column `users.email`, keeping its data
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP COLUMN email;

COMMIT;
