-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: af998c877f4bf76c1915ab9d5946351f1d45569d9bc3842bc1e816f4430963b6

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  age integer DEFAULT 18,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: change default (up)
-- revises: before
-- verdict: exact
-- digest: 51fc9af96d7512a8f8118dfc0670cbb35373e8f6c1a17bd1636c1b413c255f04

BEGIN;

-- set the default of `users.age`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN age SET DEFAULT 21;

COMMIT;
