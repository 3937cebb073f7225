-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: owner (down)
-- revises: before
-- verdict: exact
-- digest: a48f4ce5f900d0b0529bc3beab00371a2369c773cd22be759187d2578a3c43fb

BEGIN;

-- set the owner of view `adults`
-- lock: none  tx: inside  hazards: none
ALTER VIEW adults OWNER TO CURRENT_USER;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: a361dc1c65e32ccc0c2ae239ad62a8a5c390632ab015c7485a99b1a885a3439b

BEGIN;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

COMMIT;
