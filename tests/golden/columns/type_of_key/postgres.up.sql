-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 6dc804532f5f1d11b6a4063a1fd1316aafe9c2904d5deb039a77d4b94b6e4041

BEGIN;

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id bigint NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

-- create table `posts`
-- lock: none  tx: inside  hazards: none
CREATE TABLE posts (
  id integer NOT NULL,
  CONSTRAINT posts_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: type of key (up)
-- revises: before
-- verdict: structure only: values of `users.id` are converted from bigint to int
-- digest: 0343d4bfdc838e0e5625be4dcafb120a3f092bf25e0f748b294b91045967558e

BEGIN;

-- change the type of `users.id` to int
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` whose `id` does not fit int
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM users WHERE id NOT BETWEEN -2147483648 AND 2147483647 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` whose `id` does not fit int';
END IF; END $migc$;

-- change the type of `users.id` to int
-- lock: access exclusive on users  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE users ALTER COLUMN id TYPE integer;

COMMIT;
