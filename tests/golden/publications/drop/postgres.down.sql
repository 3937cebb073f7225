-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop (down)
-- revises: before
-- verdict: exact
-- digest: 85fa5859487c0db0a36d5e7755077f380df690e46ab3e47312bb8690bd665cd9

BEGIN;

-- create publication `changes`
-- lock: none  tx: inside  hazards: none
CREATE PUBLICATION changes FOR ALL TABLES;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 27d688f5b969dbf40a659331423f4ffb5d11e8d49e33154a47db63f8c9467a2c

BEGIN;

-- drop publication `changes`
-- lock: none  tx: inside  hazards: none
DROP PUBLICATION changes;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
