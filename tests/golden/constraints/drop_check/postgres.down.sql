-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop check (down)
-- revises: before
-- verdict: exact
-- digest: fefe3ea97d5cb3ba76c087a4e35ef9156b76d2714ddf6878262459c1a96ae91b

BEGIN;

-- add check `users.users_age_check`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` that break the check `users_age_check`
DO $migc$ BEGIN IF EXISTS (
SELECT id, age FROM users WHERE (age > 0) IS FALSE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` that break the check `users_age_check`';
END IF; END $migc$;

-- add check `users.users_age_check`
-- lock: access exclusive on users  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: b52e43a01fe3ad9aad0cd335b785b83842c2cb45f878c232e8967fd475bde9f9

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
