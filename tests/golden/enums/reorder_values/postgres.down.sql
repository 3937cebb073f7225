-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: reorder values (down)
-- revises: before
-- verdict: exact
-- digest: 516207a6d7a73b83780ac5888cf649132d3fc5da83d24902df3b54da6d7f62ac

BEGIN;

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

-- reorder the values of enum `mood`
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes
ALTER TABLE people
  ALTER COLUMN mood DROP DEFAULT,
  ALTER COLUMN mood TYPE mood USING mood::text::mood,
  ALTER COLUMN mood SET DEFAULT 'ok';

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood__old;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 35afb083ed8665218ee2b3f9e17a7c45726d52d08db69a837c219f3603866944

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
