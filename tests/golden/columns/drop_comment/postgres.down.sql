-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop comment (down)
-- revises: before
-- verdict: exact
-- digest: a159b3d1a3e1420f4d3046096b8431d26d25e9b6c8dac3eb19df9d432f357afb

BEGIN;

-- comment on column `users.email`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.email IS 'old';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 05fb51de3d70a86fa2f1fb8bf5db1645857c5ce63937a332caf710873a363f72

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
