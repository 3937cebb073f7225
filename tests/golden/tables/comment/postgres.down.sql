-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: comment (down)
-- revises: before
-- verdict: exact
-- digest: dc436474d7ff5fcb3c9c20474872f52be0d3821e3f0e45c75ac021f1e43af0bb

BEGIN;

-- remove the comment of table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON TABLE users IS NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
