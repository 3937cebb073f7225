-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- verdict: exact
-- digest: 64f011091f5a751841aa9b7438cdac168f0056cec82049a422778799e6ede5b4

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop domain `email`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN email;

COMMIT;
