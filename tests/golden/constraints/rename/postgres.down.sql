-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: faec2f43f503586b4d9a097166d5d8a6bd0ce91456b2c1ed331fb852430a022e

BEGIN;

-- rename constraint `users.users_adult` to `users_age_check`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users RENAME CONSTRAINT users_adult TO users_age_check;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: b52e43a01fe3ad9aad0cd335b785b83842c2cb45f878c232e8967fd475bde9f9

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
