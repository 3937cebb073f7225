-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: index comment (down)
-- revises: before
-- verdict: structure only: values of `users.email` are converted from text to varchar(320)
-- digest: e5aab3b961ce7926c854d1d6b9b8030802ea4b75a8d2ff657dcfcc5a67296292

BEGIN;

-- add unique constraint `users.users_mail_key`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `users` with the same `email`
DO $migc$ BEGIN IF EXISTS (
SELECT email, count(*) AS rows FROM users WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `users` with the same `email`';
END IF; END $migc$;

-- add unique constraint `users.users_mail_key`
-- lock: access exclusive on users  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_mail_key UNIQUE (email);

-- add unique constraint `users.users_mail_key`
-- lock: share update exclusive on users_mail_key  tx: inside  hazards: none
COMMENT ON INDEX users_mail_key IS 'for the login';

-- change the type of `users.email` to text
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN email TYPE text;

-- rename constraint `users.users_mail_key` to `users_email_key`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users RENAME CONSTRAINT users_mail_key TO users_email_key;

-- remove the comment of index `users_pkey`
-- lock: share update exclusive on users_pkey  tx: inside  hazards: none
COMMENT ON INDEX users_pkey IS NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 9c2a4e31a30cabde276de0c3f7ef12600306e10f83fbf9d832c0a350dfc1dc74

BEGIN;

-- remove the comment of index `users_email_key`
-- lock: share update exclusive on users_email_key  tx: inside  hazards: none
COMMENT ON INDEX users_email_key IS NULL;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
