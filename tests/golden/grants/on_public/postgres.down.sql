-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: on public (down)
-- revises: before
-- verdict: exact
-- digest: c06d3a24063258885a00f1f9a93b5dfd3f2ae9b885b4851a2a2ffae5d539d7d2

BEGIN;

-- revoke the privileges of `reader` on schema `public`
-- lock: none  tx: inside  hazards: none
REVOKE USAGE ON SCHEMA public FROM reader;

-- change the privileges of `editor` on schema `public`
-- lock: none  tx: inside  hazards: none
REVOKE USAGE ON SCHEMA public FROM editor;

-- change the privileges of `editor` on schema `public`
-- lock: none  tx: inside  hazards: none
GRANT ALL ON SCHEMA public TO editor;

-- revoke the privileges of `public` on schema `public`
-- lock: none  tx: inside  hazards: none
DO $migc$ BEGIN IF current_setting('server_version_num')::int < 150000 THEN GRANT CREATE ON SCHEMA public TO PUBLIC; ELSE REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF; END $migc$;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: e7b5f4975cdf36e779620b122702d0d34ca6fcaa9f0d39271e8e491fbb8771de

BEGIN;

-- revoke the privileges of `editor` on schema `public`
-- lock: none  tx: inside  hazards: none
REVOKE ALL ON SCHEMA public FROM editor;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
