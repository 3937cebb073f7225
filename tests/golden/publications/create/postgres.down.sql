-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: create (down)
-- revises: before
-- verdict: exact
-- digest: 7aa35f2e282b2231f39c5a2d3fab04574e38eef9becc407cd51d81dd69b81252

BEGIN;

-- drop publication `changes`
-- lock: none  tx: inside  hazards: none
DROP PUBLICATION changes;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 6e00328e165d99da2a8b981395d056649de327fa47400332a1355b0577838dd2

BEGIN;

-- drop table `orders`
-- lock: access exclusive on orders  tx: inside  hazards: deletes data
DROP TABLE orders;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
