-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 01eac2b8c48332b418ea885a3dc249dd806e5d66394b0dbc8a7949f296ff6061

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  email text NOT NULL,
  loud text GENERATED ALWAYS AS (upper(email)) STORED,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: drop generated keeps values (up)
-- revises: before
-- verdict: exact
-- digest: e511374f263ddd1eb8a65fb9f67105ffe7840621b57b754e7fa57bd0ec596828

BEGIN;

-- drop the expression of `users.loud`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN loud DROP EXPRESSION;

COMMIT;
