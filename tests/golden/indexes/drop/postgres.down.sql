-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: c578e6f59b05eed41a6540e7020c1881bf33a9e7b8a91d6cd3966f272dec7405

BEGIN;

-- add index `users_age_idx` on `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX users_age_idx ON users (age) WHERE age IS NOT NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3e4a8000a53047a80d66ba87405e312f55cdbb3a567a2fb28dbfa491b608bbdf

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
