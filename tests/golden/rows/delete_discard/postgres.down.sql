-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: delete discard (down)
-- revises: before
-- verdict: structure only: the deleted rows of `users` are discarded
-- digest: 09fc5277343fdca6cebc9f568d2a0d8e79b4de3ad043368dde811c6be9c02650

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
