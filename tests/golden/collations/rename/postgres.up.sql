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

-- migration change: rename (up)
-- revises: before
-- verdict: exact
-- digest: fa745b170d8bfde7024cee4d913047b7ca421681ec0dfe690f51be45cd42e170

BEGIN;

-- rename collation `german` to `deutsch`
-- lock: none  tx: inside  hazards: none
ALTER COLLATION german RENAME TO deutsch;

COMMIT;
