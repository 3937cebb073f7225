-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename referenced (down)
-- revises: before
-- verdict: exact
-- digest: a01e28a55576a6599f8968985a22e43b79758bb9f8ab8a8abbf9e8b189c050ac

BEGIN;

-- rename column `users.user_id` to `id`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users RENAME COLUMN user_id TO id;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: acc8b9a3a1543f28c7672e951c0f6ed1fc13200e7485bc8021293566663a4ff7

BEGIN;

-- drop table `posts`
-- lock: access exclusive on posts, users  tx: inside  hazards: deletes data
DROP TABLE posts;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
