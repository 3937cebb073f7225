-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 7a2c3f6b4fef60b669e5ded17a7750e24629c96db9ec427925de2b1027eaf913

BEGIN;

-- rename index `users_years_idx` to `users_age_idx`
-- lock: share update exclusive on users_years_idx  tx: inside  hazards: none
ALTER INDEX users_years_idx RENAME TO users_age_idx;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: e0ba717c734c3bd96ad2018875227a079b970d82bdbcd654d2032af1a708cf79

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
