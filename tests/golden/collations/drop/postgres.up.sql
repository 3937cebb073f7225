-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 7940af660acd251bc93ebd68aa149e0364fde641778bf07ee9bdc7b321442a2a

BEGIN;

-- create collation `german`
-- lock: none  tx: inside  hazards: none
CREATE COLLATION german (locale = 'de-DE', provider = icu);

COMMIT;

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: 45e761ef6f170b9ca41c07b9f2b2079726995ea9e86d4e8b8505ba83079364ac

BEGIN;

-- drop collation `german`
-- lock: none  tx: inside  hazards: none
DROP COLLATION german;

COMMIT;
