-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: not valid (down)
-- revises: before
-- verdict: exact
-- digest: bd32b2a926cdd23693220d449d55efee84912811a5118e8699fb82a2f40b598a

BEGIN;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email DROP CONSTRAINT email_long;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email ADD CONSTRAINT email_long CHECK (length(value) < 320) NOT VALID;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 5a9a0e908117a82a41e479bda97bc8f5b3905e657b0c707800f2b45873bb001b

BEGIN;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email DROP CONSTRAINT email_long;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop domain `email`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN email;

COMMIT;
