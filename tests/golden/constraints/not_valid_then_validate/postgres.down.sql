-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: not valid then validate (down)
-- revises: before
-- verdict: exact
-- digest: 071dd982085a097ae007496c874ffb38a7a823441a2a87989c0e5eac5b241c38

BEGIN;

-- drop constraint `users.users_age_check`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_age_check;

-- add check `users.users_age_check`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0) NOT VALID;

-- drop constraint `users.users_age_check`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_age_check;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
