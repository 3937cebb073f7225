-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 8f0f169947962ff763aed70b98f2e1e75a6c9e8dd8bdfe84782bce21115a1f2a

BEGIN;

-- rename domain `app.address` to `address`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN app.address SET SCHEMA public;

-- rename domain `address` to `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN address RENAME TO email;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: c02aba20fd6afee4908f7a0aee71e6129deaf399aa67cf8f4e1c4ffa14bf9716

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop domain `email`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN email;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
