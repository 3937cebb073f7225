-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: an inline key more, one less (down)
-- revises: before
-- verdict: exact
-- digest: 546f4a04e0102daa0908c0f8cc89d8883804cf3cd48aafa17b08c9a409e1fa48

BEGIN;

-- drop constraint `people.people_id_name_key`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people DROP CONSTRAINT people_id_name_key;

-- add unique constraint `people.people_name_key`
-- lock: access share on people  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `people` with the same `name` and `email`
DO $migc$ BEGIN IF EXISTS (
SELECT name, email, count(*) AS rows FROM people WHERE name IS NOT NULL AND email IS NOT NULL GROUP BY name, email HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `people` with the same `name` and `email`';
END IF; END $migc$;

-- add unique constraint `people.people_name_key`
-- lock: access exclusive on people  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE people ADD CONSTRAINT people_name_key UNIQUE (name, email);

COMMIT;

-- migration before: tables as other tools write them (down)
-- verdict: exact
-- digest: 9cf80cb11781ea57b397b378e31701815a8a1134c10b1fda42cd70cef15558db

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
