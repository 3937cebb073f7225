-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: inherit (down)
-- revises: before
-- verdict: exact
-- digest: 80b880962188a6707589b527af7bcc97b3f61135e28bc8dfdab27e1a275a4071

BEGIN;

-- let table `villages` no longer inherit from `cities`
-- lock: access exclusive on villages, cities (share update exclusive)  tx: inside  hazards: none
ALTER TABLE villages NO INHERIT cities;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 877a9c12582976ddf64b64086e57fb8b529374b56bd48ae7803acdc64095a685

BEGIN;

-- drop table `villages`
-- lock: access exclusive on villages  tx: inside  hazards: deletes data
DROP TABLE villages;

-- drop table `cities`
-- lock: access exclusive on cities  tx: inside  hazards: deletes data
DROP TABLE cities;

COMMIT;
