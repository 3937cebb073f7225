-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: the check is dropped and added once, with the parent's (down)
-- revises: before
-- verdict: exact
-- digest: 6f73ad4f015bd6fb0ffdaa60a7619c9b3b8a959886a8f10208a46f02cd68c1cd

BEGIN;

-- reorder the values of enum `mood`
-- lock: access exclusive on notes, letters  tx: inside  hazards: none
ALTER TABLE notes DROP CONSTRAINT notes_feeling_check;

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME TO mood__old;

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
CREATE TYPE mood AS ENUM ('sad', 'calm', 'happy');

-- reorder the values of enum `mood`
-- lock: access exclusive on letters  tx: inside  hazards: none
ALTER TABLE ONLY letters ALTER COLUMN feeling DROP DEFAULT;

-- reorder the values of enum `mood`
-- lock: access exclusive on notes, letters  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes
ALTER TABLE notes
  ALTER COLUMN feeling DROP DEFAULT,
  ALTER COLUMN feeling TYPE mood USING feeling::text::mood,
  ALTER COLUMN feeling SET DEFAULT 'calm';

-- reorder the values of enum `mood`
-- lock: access exclusive on letters  tx: inside  hazards: none
ALTER TABLE ONLY letters ALTER COLUMN feeling SET DEFAULT 'calm';

-- reorder the values of enum `mood`
-- lock: access share on notes  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `notes` that break the check `notes_feeling_check`
DO $migc$ BEGIN IF EXISTS (
SELECT id, feeling FROM notes WHERE (feeling <> 'sad') IS FALSE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `notes` that break the check `notes_feeling_check`';
END IF; END $migc$;

-- reorder the values of enum `mood`
-- lock: access exclusive on notes, letters  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE notes ADD CONSTRAINT notes_feeling_check CHECK (feeling <> 'sad');

-- reorder the values of enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood__old;

COMMIT;

-- migration before: an heir has the check of its parent (down)
-- verdict: exact
-- digest: c4f7243986d07b31d7790e39e7dc23745e5323e9d3138d42f3f0aeac2cfc6a94

BEGIN;

-- drop table `letters`
-- lock: access exclusive on letters  tx: inside  hazards: deletes data
DROP TABLE letters;

-- drop table `notes`
-- lock: access exclusive on notes  tx: inside  hazards: deletes data
DROP TABLE notes;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
