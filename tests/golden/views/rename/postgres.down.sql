-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename (down)
-- revises: before
-- verdict: exact
-- digest: bb1a454e690dcb02bb7edaf92d1897314ddf504b4f9e64585dcbb485033b83df

BEGIN;

-- rename view `grown_ups` to `adults`
-- lock: none  tx: inside  hazards: none
ALTER VIEW grown_ups RENAME TO adults;

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
