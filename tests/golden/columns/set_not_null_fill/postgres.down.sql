-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: set not null fill (down)
-- revises: before
-- verdict: structure only: which values of `users.age` were null is not kept
-- digest: 1b19465c287d12c3605893d5114f524a3c73230112e4f0ba7132cd2d195fda4a

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
