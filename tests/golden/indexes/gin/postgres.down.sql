-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: gin (down)
-- revises: before
-- verdict: exact
-- digest: 56a1660992e926f776893909a75c2d53b66d223c73f5ef5a1b085a00a3bcd138

BEGIN;

-- drop index `users_tags_idx` of `users`
-- lock: access exclusive on users  tx: inside  hazards: none
DROP INDEX users_tags_idx;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: d8cfe393e2ba83179ea0d141a48c8cb788986b9057ffeead5bcffcdb9e4cfd5e

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
