-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: 72f0b06012b9cff1f8fce19a240eeed4980c2f45059ba9ea1ba4e6967d4e6c37

BEGIN;

-- rename publication `news` to `changes`
-- lock: none  tx: inside  hazards: none
ALTER PUBLICATION news RENAME TO changes;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 97f946d927798e627c929b4443d352ceeeff261e9501796b46e879ce243cbab6

BEGIN;

-- drop publication `changes`
-- lock: none  tx: inside  hazards: none
DROP PUBLICATION changes;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
