-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: type text to int (down)
-- revises: before
-- verdict: structure only: values of `users.age` are converted from text to int
-- digest: 584b66e02366b7607e9ffc597c839706c8fe6668fd663a9aedb0f9a898bc4528

BEGIN;

-- change the type of `users.age` to text
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes
ALTER TABLE users ALTER COLUMN age TYPE text;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: c37f9bfb7e5454c38ecc85bf509304d5b0fcf7a4a58fb667890808efdaba5f98

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
