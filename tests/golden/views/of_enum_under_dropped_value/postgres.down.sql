-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: of enum under dropped value (down)
-- revises: before
-- verdict: structure only: rows that held `fair` keep `good`
-- digest: 890b59b176c9e19fc0a8a24cb3956d288fe13395e9aa54a4726d27156e8568fb

BEGIN;

-- add value `fair` to enum `mood`
-- lock: none  tx: inside  hazards: none
ALTER TYPE mood ADD VALUE 'fair' AFTER 'good';

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 59d849b3c4828e6933efce421bacf36258b1c06f1ff5b3d79eab5bf0dce8a69e

BEGIN;

-- revoke the privileges of `reader` on view `moods`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE moods FROM reader;

-- revoke the privileges of `reader` on enum `mood`
-- lock: none  tx: inside  hazards: none
REVOKE USAGE ON TYPE mood FROM reader;

-- drop view `moods`
-- lock: access exclusive on moods  tx: inside  hazards: none
DROP VIEW moods;

-- drop table `people`
-- lock: access exclusive on people  tx: inside  hazards: deletes data
DROP TABLE people;

-- drop enum `mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE mood;

COMMIT;
