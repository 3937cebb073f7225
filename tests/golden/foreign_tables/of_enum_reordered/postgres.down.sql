-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: of enum reordered (down)
-- revises: before
-- verdict: exact
-- digest: 579a36aa42a796f64c6edfdda0e2bcd9e22d6d21c980c98881c8b755bbb14dbf

BEGIN;

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

-- reorder the values of enum `mood`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people
  ALTER COLUMN mood DROP DEFAULT,
  ALTER COLUMN mood TYPE mood,
  ALTER COLUMN mood SET DEFAULT 'ok';

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood__old;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: d48f67a5e435c3c7dc3386a5a7c321ad92910fba6928266547f79264fdb8c996

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP FOREIGN TABLE people;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

-- drop server `far`
-- lock: none  tx: inside  hazards: none
DROP SERVER far;

-- drop extension `postgres_fdw`
-- lock: none  tx: inside  hazards: none
DROP EXTENSION postgres_fdw;

COMMIT;
