-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 6b92bfebab0b76220939c20200bbbf443cefc5b12680eb44b61e1c5f00647025

BEGIN;

-- create table `teams`
-- lock: none  tx: inside  hazards: none
CREATE TABLE teams (
  id integer NOT NULL,
  CONSTRAINT teams_pkey PRIMARY KEY (id)
);

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  team integer,
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration change: add foreign key (up)
-- revises: before
-- verdict: exact
-- digest: 1ef26f9b7963563dcf505109172070b38530e071c622dfc670a758213dc9d0d9

BEGIN;

-- add foreign key `users.users_team_fkey`
-- lock: access share on users, teams  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` without their row of `teams` (foreign key `users_team_fkey`)
DO $migc$ BEGIN IF EXISTS (
SELECT c.id, c.team FROM users AS c WHERE c.team IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams AS p WHERE p.id = c.team) LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` without their row of `teams` (foreign key `users_team_fkey`)';
END IF; END $migc$;

-- add foreign key `users.users_team_fkey`
-- lock: share row exclusive on users, teams  tx: inside  hazards: scans table, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_team_fkey FOREIGN KEY (team) REFERENCES teams (id) ON DELETE SET NULL;

COMMIT;
