-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 15aa533baa639ada3340549e9c34dcd2673358fa7ec1820c1fd6a71c50251a2c

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  email text,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: drop primary key (up)
-- revises: before
-- verdict: exact
-- digest: 9dcc2c7908167e6cef92953c0cd5bfd40b893dfc8b9cc283d2c617019b2aa715

BEGIN;

-- drop constraint `users.users_pkey`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_pkey;

COMMIT;
