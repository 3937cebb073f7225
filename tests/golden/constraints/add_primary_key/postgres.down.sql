-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add primary key (down)
-- revises: before
-- verdict: exact
-- digest: 272dba0112d4730d2b3494bc8f9ee3267fa081c553f007d73d8ecd5e6404d06f

BEGIN;

-- drop constraint `users.users_pkey`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_pkey;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: c70e82cdae532e051cb2b2d7e0a162fac7c8cd62dfcdeb7539656c941f205008

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
