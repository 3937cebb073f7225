-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: set identity (down)
-- revises: before
-- verdict: exact
-- digest: e4f7debed9570fca83e63aea0aa5f2948020f799772139076f8a45e2628a4461

BEGIN;

-- drop the identity of `users.id`
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ALTER COLUMN id DROP IDENTITY;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 15aa533baa639ada3340549e9c34dcd2673358fa7ec1820c1fd6a71c50251a2c

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
