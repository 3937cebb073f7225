-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: all in schema (down)
-- revises: before
-- verdict: exact
-- digest: d9430417cfbce079a54cf2e783f8fe96775bd04997a108e02e4adbc496cd55c5

BEGIN;

-- revoke the privileges of `reader` on view `app.two`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE app.two FROM reader;

-- revoke the privileges of `reader` on table `app.one`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE app.one FROM reader;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 7090cd3be73cf8cea43018b874bbf1cb412a0ad0367eac008662497ea8dd1c1d

BEGIN;

-- drop table `elsewhere`
-- lock: access exclusive on elsewhere  tx: inside  hazards: deletes data
DROP TABLE elsewhere;

-- drop view `app.two`
-- lock: access exclusive on app.two  tx: inside  hazards: none
DROP VIEW app.two;

-- drop table `app.one`
-- lock: access exclusive on app.one  tx: inside  hazards: deletes data
DROP TABLE app.one;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
