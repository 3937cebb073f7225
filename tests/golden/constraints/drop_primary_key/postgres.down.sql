-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop primary key (down)
-- revises: before
-- verdict: exact
-- digest: 9dcc2c7908167e6cef92953c0cd5bfd40b893dfc8b9cc283d2c617019b2aa715

BEGIN;

-- add primary key `users.users_pkey`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `users` with the same `id`
DO $migc$ BEGIN IF EXISTS (
SELECT id, count(*) AS rows FROM users GROUP BY id HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `users` with the same `id`';
END IF; END $migc$;

-- add primary key `users.users_pkey`
-- lock: access exclusive on users  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 15aa533baa639ada3340549e9c34dcd2673358fa7ec1820c1fd6a71c50251a2c

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
