-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 82e2014e6abf485b8f17bcea3ba546291ca935baf8aa12942dee385fe5687e9a

BEGIN;

-- create enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

COMMIT;

-- migration change: enum in its order (up)
-- revises: before
-- verdict: exact
-- digest: d4b13c062e7c7223ed31f577b76e178344e488ff5d81e43e9033c62d32bda46d

BEGIN;

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood__old;

COMMIT;
