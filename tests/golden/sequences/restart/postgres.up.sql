-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration before: what is there (up)
-- verdict: exact
-- digest: 11a5c3c511a8abf238e731cfe31199b9d4cac77d448bdfae482e991b54737bb8

BEGIN;

-- create sequence `order_no`
-- lock: none  tx: inside  hazards: none
CREATE SEQUENCE order_no START WITH 100;

COMMIT;

-- migration change: restart (up)
-- revises: before
-- verdict: exact
-- digest: 7a18679882be2eb2bdead89aa24669bd85e0576fca06809102117a0ca7c84f84

BEGIN;

-- restart sequence `order_no` with 500
-- lock: share row exclusive on order_no  tx: inside  hazards: none
ALTER SEQUENCE order_no RESTART WITH 500;

COMMIT;
