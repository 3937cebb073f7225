-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: changes (down)
-- revises: before
-- verdict: exact
-- digest: 7b947f90b71ba46978e43ad834cb745346cf12ce21a76554314d1a51eb49ff28

BEGIN;

-- rename table `humans` to `people`
-- lock: access exclusive on humans  tx: inside  hazards: none
ALTER TABLE humans RENAME TO people;

-- remove the comment of table `people`
-- lock: share update exclusive on people  tx: inside  hazards: none
COMMENT ON FOREIGN TABLE people IS NULL;

-- set options of foreign table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER FOREIGN TABLE people OPTIONS (ADD schema_name 'app');

-- set options of foreign table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER FOREIGN TABLE people OPTIONS (SET table_name 'people', DROP fetch_size);

-- drop column `people.born`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
ALTER TABLE people DROP COLUMN born;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 2d322c94cdcf6386301715e1f93c5db04f7fb26f812fc698f745845d6a43350b

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
