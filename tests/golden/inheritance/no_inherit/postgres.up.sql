-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 6ea175c6817fe5901cecb191ce7b642ab80c63e082b956caf3e296ce6ad4c4b4

BEGIN;

-- create table `cities`
-- lock: none  tx: inside  hazards: none
CREATE TABLE cities (
  name text NOT NULL
);

-- create table `villages`
-- lock: none  tx: inside  hazards: none
CREATE TABLE villages (
  name text NOT NULL,
  hens integer
);

-- let table `villages` inherit from `cities`
-- lock: access exclusive on villages, cities (share update exclusive)  tx: inside  hazards: none
ALTER TABLE villages INHERIT cities;

COMMIT;

-- migration change: no inherit (up)
-- revises: before
-- verdict: exact
-- digest: fadf9db9f3312a70ed926dffe06f0370ecc86f8c9bb9ebd742896326272d7e6b

BEGIN;

-- let table `villages` no longer inherit from `cities`
-- lock: access exclusive on villages, cities (share update exclusive)  tx: inside  hazards: none
ALTER TABLE villages NO INHERIT cities;

COMMIT;
