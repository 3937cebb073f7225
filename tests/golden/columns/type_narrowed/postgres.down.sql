-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: type narrowed (down)
-- revises: before
-- verdict: structure only: values of `users.age` are converted from int to smallint
-- digest: 00951bedcb4a26ea9d3755081918ec5d8247f1eaebbb41cef2fcc23dff82ca5c

BEGIN;

-- change the type of `users.age` to int
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes
ALTER TABLE users ALTER COLUMN age TYPE integer;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
