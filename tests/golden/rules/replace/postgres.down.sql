-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: replace (down)
-- revises: before
-- verdict: exact
-- digest: c1f8909f79579bb028f47c56ba0fd0a6a7af6cdcd0f49064eb2ff9e9bd9005cf

BEGIN;

-- change rule `people_log` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
CREATE OR REPLACE RULE people_log AS ON DELETE TO people DO ALSO NOTIFY gone;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a7e5f77ab0f9423d222c6d4f39c1ed0debab1a5808860cb185cd4adffe628c74

BEGIN;

-- drop rule `people_log` on `people`
-- lock: access exclusive on people  tx: inside  hazards: none
DROP RULE people_log ON people;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
