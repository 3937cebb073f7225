-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: tables (down)
-- revises: before
-- verdict: exact
-- digest: 335699de5395e94492536a845645d16ef4da8a2db80aa4135843165c5c5234a6

BEGIN;

-- set the owner of enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood OWNER TO CURRENT_USER;

-- set the owner of table `people`
-- lock: access exclusive on people  tx: inside  hazards: none
ALTER TABLE people OWNER TO CURRENT_USER;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: d0a940b7dff7bef2d150675d8c5ccda541daee28882ca733e5a2223d01e72492

BEGIN;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
