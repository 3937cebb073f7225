-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: backfill in batches (down)
-- revises: before
-- verdict: structure only: the values of `users` before the backfill are not kept
-- digest: 981f39c0309328296096c4d392b6b96e3897485c7f1a96d1df1f06d6bd13206d

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
