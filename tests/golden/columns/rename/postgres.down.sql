-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 7484b97aa55d189e7311155e01c1d5d628140459efdb4e4fb39d77104cd800e8

BEGIN;

-- rename column `users.address` to `email`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users RENAME COLUMN address TO email;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: d310c58fc0aff0c2cfd74aafcedd810cb5cd527c5c9ae6ef6b2ab77db4e8f96c

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
