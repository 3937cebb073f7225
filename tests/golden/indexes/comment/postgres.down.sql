-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: comment (down)
-- revises: before
-- verdict: exact
-- digest: 9cebbd420922621a1f6874064bdf0a490bac29399607e9308bf777936773b505

BEGIN;

-- remove the comment of index `users_age_idx`
-- lock: share update exclusive on users_age_idx  tx: inside  hazards: none
COMMENT ON INDEX users_age_idx IS NULL;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: e0ba717c734c3bd96ad2018875227a079b970d82bdbcd654d2032af1a708cf79

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
