-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: set not null (down)
-- revises: before
-- verdict: exact
-- digest: 803936d9cd7bb6cee4da21fcd9c73c21bbe5353c494f7f9a26c55ce705b4ddfc

BEGIN;

-- let `users.age` be null
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN age DROP NOT NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
