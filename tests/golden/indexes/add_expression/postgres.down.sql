-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add expression (down)
-- revises: before
-- verdict: exact
-- digest: e573b768fdc8b3424f1f477545ff4a14a54ffb7bc4c09e903e82ce69bb8366c6

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
