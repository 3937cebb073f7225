-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add value last (down)
-- revises: before
-- verdict: exact
-- digest: 7b8dcba02ab7b3272b7985b027dd8480bac8d2c3ebcb7e4b2801a53b5b0a0547

BEGIN;

-- drop value `great` of enum `mood`
-- lock: access share on people  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `people` whose `mood` is `great`
DO $migc$ BEGIN IF EXISTS (
SELECT id, mood FROM people WHERE mood = 'great' LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `people` whose `mood` is `great`';
END IF; END $migc$;

-- drop value `great` of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- drop value `great` of enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

-- drop value `great` of enum `mood`
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people
  ALTER COLUMN mood DROP DEFAULT,
  ALTER COLUMN mood TYPE mood USING mood::text::mood,
  ALTER COLUMN mood SET DEFAULT 'ok';

-- drop value `great` of enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood__old;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3ebd21ac4f2b310c62557467f3de77c508ac117062e9a98e3a80189c5a594b8d

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
