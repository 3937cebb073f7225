-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop foreign key (down)
-- revises: before
-- verdict: exact
-- digest: 71db5071cbdf806d4c7e5f42d8fcbfd5fbd3c35f5d308e8a383e586f1f5eccf7

BEGIN;

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
ALTER TABLE users ADD CONSTRAINT users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id);

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 818688154b4e4205874d3d518e59a03e0126c8fb4f1d32a0f37c5aa379df6d66

BEGIN;

-- drop table `users`
-- lock: access exclusive on users, teams  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop table `teams`
-- lock: access exclusive on teams  tx: inside  hazards: deletes data
DROP TABLE teams;

COMMIT;
