-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: update (down)
-- revises: before
-- verdict: structure only: the overwritten values of `users` are not kept
-- digest: 34abec3f2f8e94a5c28ee915eb3ebbe6c42987ea0465a1ba3f7c1b3343a4eb8e

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
