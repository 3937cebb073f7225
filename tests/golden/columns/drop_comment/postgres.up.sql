-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 05fb51de3d70a86fa2f1fb8bf5db1645857c5ce63937a332caf710873a363f72

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  email text,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.email IS 'old';

COMMIT;

-- migration change: drop comment (up)
-- revises: before
-- verdict: exact
-- digest: a159b3d1a3e1420f4d3046096b8431d26d25e9b6c8dac3eb19df9d432f357afb

BEGIN;

-- remove the comment of column `users.email`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.email IS NULL;

COMMIT;
