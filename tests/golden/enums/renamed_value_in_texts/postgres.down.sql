-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: values that a view names, and one that goes (down)
-- revises: before
-- verdict: exact
-- digest: 3e9cce47018afad8248cb8a1c049aaacb546cc146ddd9889299ead579610c875

BEGIN;

-- add value `old` to enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood ADD VALUE 'old' AFTER 'it';

COMMIT;

BEGIN;

-- rename value `it` of enum `mood` to `it's`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME VALUE 'it' TO 'it''s';

-- rename value `fresh` of enum `mood` to `NEW`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME VALUE 'fresh' TO 'NEW';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: db2c08dc20b8ead3f24231383379d5785aba04d575708d00775000a066e3fd4f

BEGIN;

-- drop view `fresh`
-- lock: access exclusive on fresh  tx: inside  hazards: none
DROP VIEW fresh;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
