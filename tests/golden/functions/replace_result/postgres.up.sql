-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 1b1cc1267745b17c7d34ef8e5616335dec776f0486af9f676c9e6b21a736edfc

BEGIN;

-- create function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';

-- create view `doubled`
-- lock: none  tx: inside  hazards: none
CREATE VIEW doubled AS
SELECT twice(21) AS answer;

COMMIT;

-- migration change: replace result (up)
-- revises: before
-- verdict: exact
-- digest: 1105897416d9982642bdd6b8eb46bfece131769bb880012104cc812f6d3a1400

BEGIN;

-- change function `twice(int)`
-- lock: access exclusive on doubled  tx: inside  hazards: none
DROP VIEW doubled;

-- change function `twice(int)`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION twice(integer);

-- change function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE FUNCTION twice(n integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT n::bigint * 2';

-- change function `twice(int)`
-- lock: none  tx: inside  hazards: none
CREATE VIEW doubled AS
SELECT twice(21) AS answer;

COMMIT;
