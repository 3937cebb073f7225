-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: c70e82cdae532e051cb2b2d7e0a162fac7c8cd62dfcdeb7539656c941f205008

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id bigint NOT NULL,
  email text NOT NULL,
  age integer
);

COMMIT;

-- migration change: add primary key (up)
-- revises: before
-- verdict: exact
-- digest: 272dba0112d4730d2b3494bc8f9ee3267fa081c553f007d73d8ecd5e6404d06f

BEGIN;

-- add primary key `users.users_pkey`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `users` with the same `id`
DO $migc$ BEGIN IF EXISTS (
SELECT id, count(*) AS rows FROM users GROUP BY id HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `users` with the same `id`';
END IF; END $migc$;

-- add primary key `users.users_pkey`
-- lock: access exclusive on users  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);

COMMIT;
