-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: type text shortened (down)
-- revises: before
-- verdict: structure only: values of `users.email` are converted from text to varchar(100)
-- digest: c79dfafe8fd7b90767516e81fd538bc919d8b614d8992af3572d05763f51b39d

BEGIN;

-- change the type of `users.email` to text
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN email TYPE text;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
