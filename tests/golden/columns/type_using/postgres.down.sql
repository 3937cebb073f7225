-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: type using (down)
-- revises: before
-- verdict: structure only: values of `users.age` are converted from int to text
-- digest: 77fbb0efdbc255ba77d875d487ef0c0626887b81e045c1e4392021dd7d7b593e

BEGIN;

-- change the type of `users.age` to int
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` whose `age` does not fit int
DO $migc$ BEGIN IF EXISTS (
SELECT id, age FROM users WHERE CASE WHEN age::text ~ '^\s*[-+]?[0-9]+\s*$' THEN (age::text::numeric) NOT BETWEEN -2147483648 AND 2147483647 ELSE age IS NOT NULL END LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` whose `age` does not fit int';
END IF; END $migc$;

-- change the type of `users.age` to int
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
