-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: public comment (down)
-- revises: before
-- verdict: exact
-- digest: 772be7de8e385670e2facc8444086b35bff8db7e4fb0cab9e232cbb86ce568f9

BEGIN;

-- remove the comment of schema `public`
-- lock: none  tx: inside  hazards: none
COMMENT ON SCHEMA public IS 'standard public schema';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 117da3cec15d062bbc1c0369924e335f6975310f9d9abb5369a14f7939ca81a1

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
