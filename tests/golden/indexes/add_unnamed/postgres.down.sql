-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add unnamed (down)
-- revises: before
-- verdict: exact
-- digest: 6736b16b3e0e00b6e87df010b4aa4e3d830b83847b889f7449d4f8f360addb36

BEGIN;

-- drop index `users_age_email_idx` of `users`
-- lock: access exclusive on users  tx: inside  hazards: none
DROP INDEX users_age_email_idx;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
