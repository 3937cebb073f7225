-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: add with default (down)
-- revises: before
-- verdict: exact
-- digest: 25af15e60aa6b04904801d05488c28e8a43c50e23682fdd82b3dc4ba21fbebf9

BEGIN;

-- drop column `users.points`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
ALTER TABLE users DROP COLUMN points;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: ee4d2a553519cb14b87bf97edba958d6ea990341135cb64d223b992556521bc7

BEGIN;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

COMMIT;
