-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: many changes one rebuild (down)
-- revises: before
-- verdict: structure only: which values of `users.age` were null is not kept
-- digest: f400ff641b768dc8d60c89c930cdd0fba8b27e574e8d7c4a8763390b8e35812d

BEGIN;

-- drop column `users.nick`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
ALTER TABLE users DROP COLUMN nick;

-- add column `users.email`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` that have no value for the new required column `email`
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM users LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` that have no value for the new required column `email`';
END IF; END $migc$;

-- add column `users.email`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN email text NOT NULL;

-- drop constraint `users.users_age_check`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_age_check;

-- change the type of `users.age` to int
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` whose `age` does not fit int
DO $migc$ BEGIN IF EXISTS (
SELECT id, age FROM users WHERE age NOT BETWEEN -2147483648 AND 2147483647 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` whose `age` does not fit int';
END IF; END $migc$;

-- change the type of `users.age` to int
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users ALTER COLUMN age TYPE integer;

-- let `users.age` be null
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN age DROP NOT NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
