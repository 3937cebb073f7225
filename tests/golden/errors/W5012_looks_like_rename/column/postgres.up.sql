-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration m1: create a (up)
-- verdict: exact
-- digest: 6da88608f42e94856ac9324a710c41c318eab660882c7bddabf152b994cebaf7

BEGIN;

-- create table `a`
-- lock: none  tx: inside  hazards: none
CREATE TABLE a (
  id integer NOT NULL,
  caption text NOT NULL DEFAULT '',
  CONSTRAINT a_pkey PRIMARY KEY (id)
);

COMMIT;

-- migration m2: another name (up)
-- revises: m1
-- verdict: structure only: the values of `a.caption` are discarded
-- digest: dabdedacc3c23b8cb825acc6c53453a2c843930bcb052d871eb6247084db2d2e

BEGIN;

-- drop column `a.caption`
-- lock: access exclusive on a  tx: inside  hazards: deletes data
ALTER TABLE a DROP COLUMN caption;

-- add column `a.title`
-- lock: access exclusive on a  tx: inside  hazards: none
ALTER TABLE a ADD COLUMN title text NOT NULL DEFAULT '';

COMMIT;
