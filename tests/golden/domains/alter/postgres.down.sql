-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: alter (down)
-- revises: before
-- verdict: exact
-- digest: 78a5f0bc08a618e8fa454275caef3b480ab29f16d85f37a6e1cf43cbb7cfa3ba

BEGIN;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email DROP NOT NULL;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
COMMENT ON DOMAIN email IS NULL;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email RENAME CONSTRAINT email_form TO email_shape;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email DROP CONSTRAINT email_long;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email DROP DEFAULT;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: cf3ed9eb5ae7ce94179262853841e85cfbc53339cc6688305adcfafc254f97c6

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop domain `email`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN email;

COMMIT;
