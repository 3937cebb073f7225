-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop unique (down)
-- revises: before
-- verdict: exact
-- digest: 03bc2986a0b8820b2a87ee5f3290a610deb4eaf82fba29a75188d36553df3540

BEGIN;

-- add unique constraint `users.users_email_key`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `users` with the same `email`
DO $migc$ BEGIN IF EXISTS (
SELECT email, count(*) AS rows FROM users WHERE email IS NOT NULL GROUP BY email HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `users` with the same `email`';
END IF; END $migc$;

-- add unique constraint `users.users_email_key`
-- lock: access exclusive on users  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 7e73b9e2d429bb758849d6ac14a58538b4a1502b66518ca4a7b8caa68ffd89b4

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
