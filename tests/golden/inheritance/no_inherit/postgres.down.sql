-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: no inherit (down)
-- revises: before
-- verdict: exact
-- digest: fadf9db9f3312a70ed926dffe06f0370ecc86f8c9bb9ebd742896326272d7e6b

BEGIN;

-- let table `villages` inherit from `cities`
-- lock: access exclusive on villages, cities (share update exclusive)  tx: inside  hazards: none
ALTER TABLE villages INHERIT cities;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 6ea175c6817fe5901cecb191ce7b642ab80c63e082b956caf3e296ce6ad4c4b4

BEGIN;

-- let table `villages` no longer inherit from `cities`
-- lock: access exclusive on villages, cities (share update exclusive)  tx: inside  hazards: none
ALTER TABLE villages NO INHERIT cities;

-- drop table `villages`
-- lock: access exclusive on villages  tx: inside  hazards: deletes data
DROP TABLE villages;

-- drop table `cities`
-- lock: access exclusive on cities  tx: inside  hazards: deletes data
DROP TABLE cities;

COMMIT;
