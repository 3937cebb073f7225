-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: insert key of two columns (down)
-- revises: before
-- verdict: exact
-- digest: 57dfa602e0551a20d1920b29fb026742e914ffde4b88d1bd0ac53606cf1083b3

BEGIN;

-- delete 1 inserted row from `pairs` again
-- lock: row exclusive on pairs  tx: inside  hazards: deletes data, changes rows
DELETE FROM pairs WHERE (a, b) IN ((1, 'x'));

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 54c5cf6750d75ee5a727f6528c2facb79088107fca9946fdff8b5be6660e98ed

BEGIN;

-- drop table `pairs`
-- lock: access exclusive on pairs  tx: inside  hazards: deletes data
DROP TABLE pairs;

COMMIT;
