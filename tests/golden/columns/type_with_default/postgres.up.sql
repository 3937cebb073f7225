-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 1c64e5725d75e06da2f18b0e7a6971f0be27b984540ee151962f7bddef65320c

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  age integer NOT NULL DEFAULT 18,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: type with default (up)
-- revises: before
-- verdict: exact
-- digest: 1435119a76e4349189bfe735776767ad620208ea49b8ff5e74e7fb27c340e899

BEGIN;

-- change the type of `users.age` to bigint
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes
ALTER TABLE users
  ALTER COLUMN age DROP DEFAULT,
  ALTER COLUMN age TYPE bigint,
  ALTER COLUMN age SET DEFAULT 18;

COMMIT;
