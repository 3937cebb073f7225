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

-- migration change: drop foreign key (up)
-- revises: before
-- verdict: exact
-- digest: 71db5071cbdf806d4c7e5f42d8fcbfd5fbd3c35f5d308e8a383e586f1f5eccf7

BEGIN;

-- drop constraint `users.users_team_id_fkey`
-- lock: access exclusive on users, teams  tx: inside  hazards: none
ALTER TABLE users DROP CONSTRAINT users_team_id_fkey;

COMMIT;
