-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: drop parts (down)
-- revises: before
-- verdict: exact
-- digest: 857d8584c6ed77403dc1be6a3152636bfbb52bdde94c45434e76815021acb1cc

BEGIN;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email ADD CONSTRAINT email_shape CHECK (value LIKE '%_@_%');

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email SET NOT NULL;

-- change domain `email`
-- lock: none  tx: inside  hazards: none
ALTER DOMAIN email SET DEFAULT 'a@b';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: b38aec6b1e748f00cced434d57bf65dc46debcfd4fa9ed094762cd532b3ab65f

BEGIN;

-- drop domain `email`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN email;

COMMIT;
