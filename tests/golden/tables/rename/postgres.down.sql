-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 483432d5c4d7c36c1f93b519992af30bd87df1b2cff5e1fc2ee0ac576ca1086b

BEGIN;

-- rename table `people` to `users`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people RENAME TO users;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 9edbdc408ad18650f629fff2b428e7b7b9461da11efef281bef95deec2276b94

BEGIN;

-- drop table `posts`
-- lock: access exclusive on posts, users  tx: inside  hazards: deletes data
DROP TABLE posts;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
