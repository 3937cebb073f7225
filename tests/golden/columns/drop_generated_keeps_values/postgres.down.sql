-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop generated keeps values (down)
-- revises: before
-- verdict: exact
-- digest: e511374f263ddd1eb8a65fb9f67105ffe7840621b57b754e7fa57bd0ec596828

BEGIN;

-- make `users.loud` a generated column
-- lock: access exclusive on users  tx: inside  hazards: deletes data
ALTER TABLE users DROP COLUMN loud;

-- make `users.loud` a generated column
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE users ADD COLUMN loud text GENERATED ALWAYS AS (upper(email)) STORED;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 01eac2b8c48332b418ea885a3dc249dd806e5d66394b0dbc8a7949f296ff6061

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
