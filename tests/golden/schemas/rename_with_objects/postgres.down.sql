-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: rename with objects (down)
-- revises: before
-- verdict: exact
-- digest: 9aa82502be1916e8e009fb3333e1ed58e227ef80560ff6a02fabe370f6604c94

BEGIN;

-- rename schema `shop` to `app`
-- lock: none  tx: inside  hazards: none
ALTER SCHEMA shop RENAME TO app;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: db86792eca427c6b402742c3d8fe9ad251a094a345938157ff780da914e96190

BEGIN;

-- change trigger `app.people_touch` on `app.people`
-- lock: access share on app.people  tx: inside  hazards: none
COMMENT ON TRIGGER people_touch ON app.people IS NULL;

-- revoke the privileges of `reader` on view `app.names`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE app.names FROM reader;

-- revoke the privileges of `reader` on table `app.people`
-- lock: none  tx: inside  hazards: none
REVOKE SELECT ON TABLE app.people FROM reader;

-- revoke the privileges of `reader` on schema `app`
-- lock: none  tx: inside  hazards: none
REVOKE USAGE ON SCHEMA app FROM reader;

-- drop trigger `app.people_touch` on `app.people`
-- lock: access exclusive on app.people  tx: inside  hazards: none
DROP TRIGGER people_touch ON app.people;

-- drop function `app.touch()`
-- lock: none  tx: inside  hazards: none
DROP FUNCTION app.touch();

-- drop view `moods`
-- lock: access exclusive on moods  tx: inside  hazards: none
DROP VIEW moods;

-- drop view `app.names`
-- lock: access exclusive on app.names  tx: inside  hazards: none
DROP VIEW app.names;

-- change sequence `app.numbers`
-- lock: none  tx: inside  hazards: none
ALTER SEQUENCE app.numbers OWNED BY NONE;

-- drop table `app.people`
-- lock: access exclusive on app.people  tx: inside  hazards: deletes data
DROP TABLE app.people;

-- drop sequence `app.numbers`
-- lock: none  tx: inside  hazards: none
DROP SEQUENCE app.numbers;

-- drop domain `app.name`
-- lock: none  tx: inside  hazards: none
DROP DOMAIN app.name;

-- drop enum `app.mood`
-- lock: none  tx: inside  hazards: none
DROP TYPE app.mood;

-- drop schema `app`
-- lock: none  tx: inside  hazards: none
DROP SCHEMA app;

COMMIT;
