-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop generated (down)
-- revises: before
-- verdict: exact
-- digest: f39bf093e92ff85d67edb9c8cf6433c9aa6cf68339eabbdc246e107dd0bfbc73

BEGIN;

-- add column `users.loud`
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE users ADD COLUMN loud text GENERATED ALWAYS AS (upper(email)) STORED;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 4398f51950157e5cf9852814d0c19edda243ba0d4f4eb11507dfb679923b854f

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
