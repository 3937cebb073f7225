-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add partial (down)
-- revises: before
-- verdict: exact
-- digest: 1b4496d640c8896a57c05e4817813e8bf025692934a05b543882febabf6c433b

BEGIN;

-- drop index `users_age_idx` of `users`
-- lock: access exclusive on users  tx: inside  hazards: none
DROP INDEX users_age_idx;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
