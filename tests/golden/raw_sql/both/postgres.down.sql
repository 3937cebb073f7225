-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: both (down)
-- revises: before
-- verdict: exact
-- digest: c6d4d0b0551e34a529d3d9947298bfd75cf4fa89be114e5c31c9e1c5dbcf346d

BEGIN;

-- run raw sql
-- lock: none  tx: inside  hazards: raw sql
DROP VIEW v;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
