-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: 75f63bb852dac945f811496b730165ebc546bfdc0199c39ebb095e99cdcaf4de

BEGIN;

-- create table `people`
-- lock: none  tx: inside  hazards: none
CREATE FOREIGN TABLE people (
  id integer NOT NULL
) SERVER far;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 5e6c6d663b912c5d63290334f7ca28d9293e8f373b6309d1f4856ea81fee6132

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP FOREIGN TABLE people;

-- drop server `far`
-- lock: none  tx: inside  hazards: none
DROP SERVER far;

-- drop extension `postgres_fdw`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION postgres_fdw;

COMMIT;
