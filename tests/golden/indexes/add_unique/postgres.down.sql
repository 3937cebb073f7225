-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add unique (down)
-- revises: before
-- verdict: exact
-- digest: 6cedfc62fd1f07a5b312d694205561c3f898faa9f54270e5e190ff349ba8282a

BEGIN;

-- drop index `users_email_idx` of `users`
-- lock: access exclusive on users  tx: inside  hazards: none
DROP INDEX users_email_idx;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
