-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: comments on checks of a domain (down)
-- revises: before
-- verdict: exact
-- digest: 02b80851c4bb8ad5c44665f11ed3e830c3f957a069bb75b16d77e1ec9876f373

BEGIN;

-- change domain `score`
-- lock: none  tx: inside  hazards: none
COMMENT ON CONSTRAINT bounded ON DOMAIN score IS 'no more';

-- change domain `score`
-- lock: none  tx: inside  hazards: none
COMMENT ON CONSTRAINT of_people ON DOMAIN score IS '';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a243cc0f462e8ae05b6ce0c947e013280475bd1233ef2bb82a6da14eea063923

BEGIN;

-- change domain `score`
-- lock: none  tx: inside  hazards: none
COMMENT ON CONSTRAINT bounded ON DOMAIN score IS '';

-- drop domain `score`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN score;

COMMIT;
