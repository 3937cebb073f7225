-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: storage (down)
-- revises: before
-- verdict: exact
-- digest: f74f8d151205c25fb4e62719bbbf0394707f79633d30bd96694d9b9157f100fe

BEGIN;

-- set the storage of `users.email`
-- lock: share update exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN email SET STATISTICS -1;

-- set the storage of `users.email`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN email SET COMPRESSION default;

-- set the storage of `users.email`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN email SET STORAGE EXTENDED;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
