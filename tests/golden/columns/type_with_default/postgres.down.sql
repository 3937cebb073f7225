-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: type with default (down)
-- revises: before
-- verdict: exact
-- digest: 1435119a76e4349189bfe735776767ad620208ea49b8ff5e74e7fb27c340e899

BEGIN;

-- change the type of `users.age` to int
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` whose `age` does not fit int
DO $migc$ BEGIN IF EXISTS (
SELECT id, age FROM users WHERE age NOT BETWEEN -2147483648 AND 2147483647 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` whose `age` does not fit int';
END IF; END $migc$;

-- change the type of `users.age` to int
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users
  ALTER COLUMN age DROP DEFAULT,
  ALTER COLUMN age TYPE integer,
  ALTER COLUMN age SET DEFAULT 18;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 1c64e5725d75e06da2f18b0e7a6971f0be27b984540ee151962f7bddef65320c

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
