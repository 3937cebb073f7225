-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 19aac212afe265695a5f75bec71737b96305064e6606faa116cf464f8589fc1d

BEGIN;

-- create table `teams`
-- lock: none  tx: inside  hazards: none
CREATE TABLE teams (
  id integer NOT NULL,
  CONSTRAINT teams_pkey PRIMARY KEY (id)
);

-- create table `users`
-- lock: share row exclusive on teams  tx: inside  hazards: none
CREATE TABLE users (
  id integer NOT NULL,
  team_id integer,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE SET NULL
);

COMMIT;

-- migration change: foreign key replaced (up)
-- revises: before
-- verdict: exact
-- digest: 015cdc3311500f90be32b855cc575b7465f58caacc154324f4aecc65bac3b88e

BEGIN;

-- drop constraint `users.users_team_id_fkey`
-- lock: access exclusive on users, teams  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_team_id_fkey;

-- add foreign key `users.users_team_id_fkey`
-- lock: access share on users, teams  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` without their row of `teams` (foreign key `users_team_id_fkey`)
DO $migc$ BEGIN IF EXISTS (
SELECT c.id, c.team_id FROM users AS c WHERE c.team_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams AS p WHERE p.id = c.team_id) LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` without their row of `teams` (foreign key `users_team_id_fkey`)';
END IF; END $migc$;

-- add foreign key `users.users_team_id_fkey`
-- lock: share row exclusive on users, teams  tx: inside  hazards: scans table, blocks writes, may fail on data
ALTER TABLE users ADD CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE;

COMMIT;
