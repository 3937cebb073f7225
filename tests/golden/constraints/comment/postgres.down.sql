-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: comment (down)
-- revises: before
-- verdict: exact
-- digest: 80279ff2329ce44bbc3e06be7d7bdb084676f8a4ac2f4fb6079696182a4acd43

BEGIN;

-- remove the comment of constraint `users.users_age_check`
-- lock: access share on users  tx: inside  hazards: none
COMMENT ON CONSTRAINT users_age_check ON users IS NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: b52e43a01fe3ad9aad0cd335b785b83842c2cb45f878c232e8967fd475bde9f9

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
