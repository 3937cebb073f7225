-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: type widened (down)
-- revises: before
-- verdict: exact
-- digest: 82e1110f1fd4be0d013b12f1c644e7cee819897b25c054fb079daa74bb0ee0a0

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
ALTER TABLE users ALTER COLUMN age TYPE integer;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
