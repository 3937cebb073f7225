-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: type of key (down)
-- revises: before
-- verdict: structure only: values of `users.id` are converted from bigint to int
-- digest: 0343d4bfdc838e0e5625be4dcafb120a3f092bf25e0f748b294b91045967558e

BEGIN;

-- change the type of `users.id` to bigint
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes
ALTER TABLE users ALTER COLUMN id TYPE bigint;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 6dc804532f5f1d11b6a4063a1fd1316aafe9c2904d5deb039a77d4b94b6e4041

BEGIN;

-- drop table `posts`
-- lock: access exclusive on posts  tx: inside  hazards: deletes data
DROP TABLE posts;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
