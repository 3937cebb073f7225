-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: exclude (down)
-- revises: before
-- verdict: exact
-- digest: 6b9d1e0b5a888d0167c7ea0605a4e13abf877bbfaa93794b2465dd41165502c5

BEGIN;

-- drop constraint `users.users_no_overlap`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_no_overlap;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 0907b92c1c53ed701f110f82d9a96d0d0c06667d36a7d86722f87d1015d2e77c

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
