-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: backfill without key (down)
-- revises: before
-- verdict: structure only: the values of `users` before the backfill are not kept
-- digest: da08b8579a221e44061dd8bd25ddd9ee6e71e83932961c8dce1c2e0da9f0f122

-- migration before: what is there (down)
-- verdict: exact
-- digest: c70e82cdae532e051cb2b2d7e0a162fac7c8cd62dfcdeb7539656c941f205008

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
