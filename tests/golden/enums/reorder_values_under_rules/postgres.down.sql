-- migc: 2 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration change: reorder values under rules (down)
-- revises: before
-- verdict: exact
-- digest: 95eb604df8eadad4317f4be276e8740cf94dda00a8898eeca42c442db86d34e9

BEGIN;

-- reorder the values of enum `level`
-- lock: access exclusive on highest_task  tx: inside  hazards: none
DROP MATERIALIZED VIEW highest_task;

-- reorder the values of enum `level`
-- lock: access exclusive on calm_tasks  tx: inside  hazards: none
DROP VIEW calm_tasks;

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: none
ALTER TABLE tasks DROP CONSTRAINT tasks_not_middle;

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: none
ALTER TABLE tasks DROP CONSTRAINT tasks_urgent_known;

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: none
DROP INDEX tasks_calm;

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: none
DROP INDEX tasks_one_urgent;

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: none
ALTER TABLE tasks DROP COLUMN urgent;

-- reorder the values of enum `level`
-- lock: none  tx: inside  hazards: none
ALTER TYPE level RENAME TO level__old;

-- reorder the values of enum `level`
-- lock: none  tx: inside  hazards: none
CREATE TYPE level AS ENUM ('low', 'high', 'middle');

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: rewrites table, builds index, blocks reads, blocks writes
ALTER TABLE tasks
  ALTER COLUMN level DROP DEFAULT,
  ALTER COLUMN level TYPE level USING level::text::level,
  ALTER COLUMN level SET DEFAULT 'low',
  ALTER COLUMN levels TYPE level[] USING levels::text[]::level[];

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: none
ALTER TABLE tasks ALTER COLUMN levels SET STORAGE EXTERNAL;

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: rewrites table, blocks reads, blocks writes
ALTER TABLE tasks ADD COLUMN urgent boolean GENERATED ALWAYS AS (level > 'middle') STORED;

-- reorder the values of enum `level`
-- lock: share on tasks  tx: inside  hazards: builds index, blocks writes
CREATE INDEX tasks_calm ON tasks (id) WHERE level < 'middle';

-- reorder the values of enum `level`
-- lock: access share on tasks  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `tasks` with the same key of index `tasks_one_urgent`
DO $migc$ BEGIN IF EXISTS (
SELECT (level > 'middle'), count(*) AS rows FROM tasks WHERE (level > 'middle') IS NOT NULL GROUP BY (level > 'middle') HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `tasks` with the same key of index `tasks_one_urgent`';
END IF; END $migc$;

-- reorder the values of enum `level`
-- lock: share on tasks  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX tasks_one_urgent ON tasks ((level > 'middle'));

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: none
ALTER TABLE tasks ADD CONSTRAINT tasks_not_middle CHECK (level < 'middle') NOT VALID;

-- reorder the values of enum `level`
-- lock: access share on tasks  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `tasks` that break the check `tasks_urgent_known`
DO $migc$ BEGIN IF EXISTS (
SELECT id, level, levels FROM tasks WHERE (level <= 'middle' OR levels IS NOT NULL) IS FALSE LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `tasks` that break the check `tasks_urgent_known`';
END IF; END $migc$;

-- reorder the values of enum `level`
-- lock: access exclusive on tasks  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE tasks ADD CONSTRAINT tasks_urgent_known CHECK (level <= 'middle' OR levels IS NOT NULL);

-- reorder the values of enum `level`
-- lock: access share on tasks  tx: inside  hazards: none
CREATE VIEW calm_tasks AS
SELECT id, level FROM tasks WHERE level < 'middle';

-- reorder the values of enum `level`
-- lock: access share on tasks  tx: inside  hazards: scans table
CREATE MATERIALIZED VIEW highest_task AS
SELECT max(level) AS level FROM tasks;

-- reorder the values of enum `level`
-- lock: none  tx: inside  hazards: none
DROP TYPE level__old;

COMMIT;

-- migration before: what is there (down)
-- verdict: exact
-- digest: 99c54927993ef4bc84c9bca381559a3b818d53b07fb269e899f6df1937a522c7

BEGIN;

-- drop view `highest_task`
-- lock: access exclusive on highest_task  tx: inside  hazards: none
DROP MATERIALIZED VIEW highest_task;

-- drop view `calm_tasks`
-- lock: access exclusive on calm_tasks  tx: inside  hazards: none
DROP VIEW calm_tasks;

-- drop table `tasks`
-- lock: access exclusive on tasks  tx: inside  hazards: deletes data
DROP TABLE tasks;

-- drop enum `level`
-- lock: none  tx: inside  hazards: none
DROP TYPE level;

COMMIT;
