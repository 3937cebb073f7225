-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: b38aec6b1e748f00cced434d57bf65dc46debcfd4fa9ed094762cd532b3ab65f

BEGIN;

-- create domain `email`
-- lock: none  tx: inside  hazards: none
CREATE DOMAIN email AS text DEFAULT 'a@b' NOT NULL CONSTRAINT email_shape CHECK (value LIKE '%_@_%');

COMMIT;

-- migration change: drop parts (up)
-- revises: before
-- verdict: exact
-- digest: 857d8584c6ed77403dc1be6a3152636bfbb52bdde94c45434e76815021acb1cc

BEGIN;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email DROP DEFAULT;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email DROP NOT NULL;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email DROP CONSTRAINT email_shape;

COMMIT;
