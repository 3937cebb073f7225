-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration m2: another name (down)
-- revises: m1
-- verdict: structure only: the values of `a.caption` are discarded
-- digest: dabdedacc3c23b8cb825acc6c53453a2c843930bcb052d871eb6247084db2d2e

BEGIN;

-- drop column `a.title`
-- lock: access exclusive on a  tx: inside  hazards: deletes data
ALTER TABLE a DROP COLUMN title;

-- add column `a.caption`
-- lock: access exclusive on a  tx: inside  hazards: none
ALTER TABLE a ADD COLUMN caption text NOT NULL DEFAULT '';

COMMIT;

-- migration m1: create a (down)
-- verdict: exact
-- digest: 6da88608f42e94856ac9324a710c41c318eab660882c7bddabf152b994cebaf7

BEGIN;

-- drop table `a`
-- lock: access exclusive on a  tx: inside  hazards: deletes data
DROP TABLE a;

COMMIT;
