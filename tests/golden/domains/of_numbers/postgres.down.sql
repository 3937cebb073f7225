-- migc: 1 migration for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: of numbers (down)
-- verdict: exact
-- digest: fc84cd5ff6d63fa087d0084b8512031a87e939b848393ca7ad85db7a7d4f163d

BEGIN;

-- drop table `shelves`
-- lock: access exclusive on shelves  tx: inside  hazards: deletes data
DROP TABLE shelves;

-- drop domain `small_positive`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN small_positive;

-- drop domain `positive`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN positive;

COMMIT;
