-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 2a29aacc473974bc941fb1c0111bcb6b51c3c7bd1edba692dfba28f628592ce2

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  email text NOT NULL,
  loud text,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: set generated (up)
-- revises: before
-- verdict: structure only: values of `users.loud` are overwritten by the expression
-- digest: 6f108bc44b49567bf130aa365a790968f7d71978db726b3715873e22d3f4d50d

BEGIN;

-- make `users.loud` a generated column
-- lock: access exclusive on users  tx: inside  hazards: deletes data
ALTER TABLE users DROP COLUMN loud;

-- make `users.loud` a generated column
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE users ADD COLUMN loud text GENERATED ALWAYS AS (upper(email)) STORED;

COMMIT;
