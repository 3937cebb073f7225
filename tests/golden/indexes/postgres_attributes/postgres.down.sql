-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: postgres attributes (down)
-- revises: before
-- verdict: exact
-- digest: 248d410179517b94a68de9ee81ec6c4a51dd74c8b3d9c33dd5d1b86c4d81dbe6

BEGIN;

-- drop index `users_age_idx` of `users`
-- lock: access exclusive on users  tx: inside  hazards: none
DROP INDEX users_age_idx;

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
