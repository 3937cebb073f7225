-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: a243cc0f462e8ae05b6ce0c947e013280475bd1233ef2bb82a6da14eea063923

BEGIN;

-- create domain `score`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN score AS integer CONSTRAINT bounded CHECK (value < 100) CONSTRAINT of_people CHECK (value > 0);

-- change domain `score`
-- lock: none  tx: inside  hazards: none
COMMENT ON CONSTRAINT bounded ON DOMAIN score IS 'no more';

COMMIT;

-- migration change: comments on checks of a domain (up)
-- revises: before
-- verdict: exact
-- digest: 02b80851c4bb8ad5c44665f11ed3e830c3f957a069bb75b16d77e1ec9876f373

BEGIN;

-- change domain `score`
-- lock: none  tx: inside  hazards: none
COMMENT ON CONSTRAINT of_people ON DOMAIN score IS 'none is below';

-- change domain `score`
-- lock: none  tx: inside  hazards: none
COMMENT ON CONSTRAINT bounded ON DOMAIN score IS '';

COMMIT;
