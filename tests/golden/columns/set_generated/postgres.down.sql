-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: set generated (down)
-- revises: before
-- verdict: structure only: values of `users.loud` are overwritten by the expression
-- digest: 6f108bc44b49567bf130aa365a790968f7d71978db726b3715873e22d3f4d50d

BEGIN;

-- drop the expression of `users.loud`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN loud DROP EXPRESSION;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 2a29aacc473974bc941fb1c0111bcb6b51c3c7bd1edba692dfba28f628592ce2

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
