-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 0907b92c1c53ed701f110f82d9a96d0d0c06667d36a7d86722f87d1015d2e77c

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  span tsrange,
  active boolean,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: exclude (up)
-- revises: before
-- verdict: exact
-- digest: 6b9d1e0b5a888d0167c7ea0605a4e13abf877bbfaa93794b2465dd41165502c5

BEGIN;

-- add exclusion constraint `users.users_no_overlap`
-- lock: access exclusive on users  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_no_overlap EXCLUDE USING gist (span WITH &&) WHERE (active);

COMMIT;
