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

-- migration change: backfill without key (up)
-- revises: before
-- verdict: structure only: the values of `users` before the backfill are not kept
-- digest: da08b8579a221e44061dd8bd25ddd9ee6e71e83932961c8dce1c2e0da9f0f122

BEGIN;

-- backfill `age` of `users`
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users SET age = 18 WHERE age IS NULL;

COMMIT;
