-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add value after (down)
-- revises: before
-- verdict: exact
-- digest: fe2a3962a3fa722f51ca1f245a78d037b25db68d2eceba91f52be2e7405658f7

BEGIN;

-- drop value `fine` of enum `mood`
-- lock: access share on people  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `people` whose `mood` is `fine`
DO $migc$ BEGIN IF EXISTS (
SELECT id, mood FROM people WHERE mood = 'fine' LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `people` whose `mood` is `fine`';
END IF; END $migc$;

-- drop value `fine` of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- drop value `fine` of enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

-- drop value `fine` of enum `mood`
-- lock: access exclusive on people  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people
  ALTER COLUMN mood DROP DEFAULT,
  ALTER COLUMN mood TYPE mood USING mood::text::mood,
  ALTER COLUMN mood SET DEFAULT 'ok';

-- drop value `fine` of enum `mood`
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
