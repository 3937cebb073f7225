-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- revises: before
-- verdict: exact
-- digest: 9b5302a791d5c31441365db17b778b2b74bb338b710684b0b670e205d9380d7d

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP FOREIGN TABLE people;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: edd1c7a907b32a407c207fc853371ffe719c94411de4bfe21caa2c9e566701bf

BEGIN;

-- drop server `far`
-- lock: none  tx: inside  hazards: none
DROP SERVER far;

-- drop extension `postgres_fdw`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION postgres_fdw;

COMMIT;
