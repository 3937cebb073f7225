-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add foreign key deferred (down)
-- revises: before
-- verdict: exact
-- digest: 8d921df7c563484c90962c7ed75ea2cafc3de0eed5ec58955acc90bd34d3d794

BEGIN;

-- drop constraint `users.users_team_fkey`
-- lock: access exclusive on users, teams  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_team_fkey;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 6b92bfebab0b76220939c20200bbbf443cefc5b12680eb44b61e1c5f00647025

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop table `teams`
-- lock: access exclusive on teams  tx: inside  hazards: deletes data
DROP TABLE teams;

COMMIT;
