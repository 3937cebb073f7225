-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename value (down)
-- revises: before
-- verdict: exact
-- digest: 89dbbc6a81963c40424447e2112e8210eeda2637bfd0a9e730cfc0229f6c0fed

BEGIN;

-- rename value `fine` of enum `mood` to `ok`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood RENAME VALUE 'fine' TO 'ok';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 3ebd21ac4f2b310c62557467f3de77c508ac117062e9a98e3a80189c5a594b8d

BEGIN;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
