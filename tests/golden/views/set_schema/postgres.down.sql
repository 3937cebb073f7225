-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: set schema (down)
-- revises: before
-- verdict: exact
-- digest: 470c70ab8a9588b52d4432252916d0959f4c750d22b912855b345bf602014446

BEGIN;

-- rename view `app.adults` to `adults`
-- lock: none  tx: inside  hazards: none
ALTER VIEW app.adults SET SCHEMA public;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 9e4adf946657fff57df4c070827a06f817b8c215c5da55aee6444fa3f7a9d89e

BEGIN;

-- revoke the privileges of `reader` on view `adults`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE adults FROM reader;

-- drop view `adults`
-- lock: access exclusive on adults  tx: inside  hazards: none
DROP VIEW adults;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
