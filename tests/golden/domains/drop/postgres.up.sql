-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 309c57e9f0c53083a19631095c391f9de0f73688dbff7599be70a5dc2cee045c

BEGIN;

-- create domain `email`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN email AS text CONSTRAINT email_shape CHECK (value LIKE '%_@_%');

COMMIT;

-- migration change: drop (up)
-- revises: before
-- verdict: exact
-- digest: 320cb43cf313cb96886243f62afe87a985ebcb19f39ac0a876fdd03e38eed854

BEGIN;

-- drop domain `email`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN email;

COMMIT;
