-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 818688154b4e4205874d3d518e59a03e0126c8fb4f1d32a0f37c5aa379df6d66

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
  CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id)
);

COMMIT;

-- migration change: alter deferral (up)
-- revises: before
-- verdict: exact
-- digest: 1cc17c1fc53b33c78b981f10e90578c90690a558c327c25fae5570161be8d0c9

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
ALTER TABLE users ADD CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id) DEFERRABLE INITIALLY DEFERRED;

COMMIT;
