-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename unique (down)
-- revises: before
-- verdict: exact
-- digest: b8776e4feaa7cb8930bec3856c8585153dfe79c13ac0727122f3885b16b4619b

BEGIN;

-- rename constraint `users.users_address_key` to `users_email_key`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users RENAME CONSTRAINT users_address_key TO users_email_key;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 7e73b9e2d429bb758849d6ac14a58538b4a1502b66518ca4a7b8caa68ffd89b4

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
