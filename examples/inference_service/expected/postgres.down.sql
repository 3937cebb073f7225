-- migc: 6 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration fix_public_user_uuid_storage: one form of id for the public user (down)
-- revises: seed_public_user
-- verdict: exact
-- digest: 0be64ba30451305a1c9aad37042b64b7ff8eb483f0650918317c823d355fb6f8

-- migration seed_public_user: the user of anonymous requests (down)
-- revises: e70bd305a912
-- verdict: exact
-- digest: 19478801c59dcfbc0acd38bdfc05ec140094f49a3c3105e0f2ec7ff1879593f4

BEGIN;

-- delete 1 inserted row from `users` again
-- lock: row exclusive on users, llm_config_overrides, llm_request_logs, user_agent_instances, user_llm_preferences  tx: inside  hazards: deletes data, changes rows
DELETE FROM users WHERE id = '00000000000000000000000000000001';

COMMIT;

-- migration e70bd305a912: skills of an agent (down)
-- revises: b3dac404c08b
-- verdict: exact
-- digest: 27b574e9581ed7f629d5e36e6a9117c8bd02c9d6ee8d2fb6a9965b705624d369

BEGIN;

-- drop column `user_agent_instances.skills`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: deletes data
ALTER TABLE user_agent_instances DROP COLUMN skills;

COMMIT;

-- migration b3dac404c08b: let agents call agents (down)
-- revises: hard_delete_transition
-- verdict: exact
-- digest: 594b8f9dd74cf00ccc24e40bc0abda08a306b36c8ff3b9121017f0746deb360f

BEGIN;

-- drop column `user_agent_instances.is_deepagent`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: deletes data
ALTER TABLE user_agent_instances DROP COLUMN is_deepagent;

-- drop constraint `llm_request_logs.llm_request_logs_user_id_fkey`
-- lock: access exclusive on llm_request_logs, users  tx: inside  hazards: none
ALTER TABLE llm_request_logs DROP CONSTRAINT llm_request_logs_user_id_fkey;

-- add foreign key `llm_request_logs.llm_request_logs_user_id_fkey`
-- lock: access share on llm_request_logs, users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `llm_request_logs` without their row of `users` (foreign key `llm_request_logs_user_id_fkey`)
DO $migc$ BEGIN IF EXISTS (
SELECT c.id, c.user_id FROM llm_request_logs AS c WHERE c.user_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM users AS p WHERE p.id = c.user_id) LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `llm_request_logs` without their row of `users` (foreign key `llm_request_logs_user_id_fkey`)';
END IF; END $migc$;

-- add foreign key `llm_request_logs.llm_request_logs_user_id_fkey`
-- lock: share row exclusive on llm_request_logs, users  tx: inside  hazards: scans table, blocks writes, may fail on data
ALTER TABLE llm_request_logs ADD CONSTRAINT llm_request_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;

-- drop table `user_agent_subagents`
-- lock: access exclusive on user_agent_subagents, user_agent_instances  tx: inside  hazards: deletes data
DROP TABLE user_agent_subagents;

COMMIT;

-- migration hard_delete_transition: delete rows instead of marking them (down)
-- revises: initial_schema
-- verdict: preserved: thanks to kept data
-- digest: 9db4e17bb5c6da23f0eee1449b9365309c91ccb1d7fd436a436ca13a6df90c2a

BEGIN;

-- add column `batch_events.deleted_at` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_26` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_26' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_26') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_26` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `batch_events.deleted_at` with its kept values
-- lock: access exclusive on batch_events  tx: inside  hazards: none
ALTER TABLE batch_events ADD COLUMN deleted_at timestamptz;

-- add column `batch_events.deleted_at` with its kept values
-- lock: row exclusive on batch_events  tx: inside  hazards: changes rows
UPDATE batch_events AS t SET deleted_at = s.deleted_at
  FROM migc.stash_hard_delete_transition_26 AS s WHERE t.id = s.id;

-- add column `batch_events.deleted_at` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_26  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_26;

-- add column `batch_events.is_deleted` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_25` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_25' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_25') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_25` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `batch_events.is_deleted` with its kept values
-- lock: access exclusive on batch_events  tx: inside  hazards: none
ALTER TABLE batch_events ADD COLUMN is_deleted boolean;

-- add column `batch_events.is_deleted` with its kept values
-- lock: row exclusive on batch_events, batch_jobs (row share)  tx: inside  hazards: changes rows
UPDATE batch_events AS t SET is_deleted = s.is_deleted
  FROM migc.stash_hard_delete_transition_25 AS s WHERE t.id = s.id;

-- add column `batch_events.is_deleted` with its kept values
-- lock: row exclusive on batch_events, batch_jobs (row share)  tx: inside  hazards: changes rows
UPDATE batch_events SET is_deleted = FALSE WHERE is_deleted IS NULL;

-- add column `batch_events.is_deleted` with its kept values
-- lock: access share on batch_events  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `batch_events` where `is_deleted` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM batch_events WHERE is_deleted IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `batch_events` where `is_deleted` is null';
END IF; END $migc$;

-- add column `batch_events.is_deleted` with its kept values
-- lock: access exclusive on batch_events  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE batch_events ALTER COLUMN is_deleted SET NOT NULL;

-- add column `batch_events.is_deleted` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_25  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_25;

-- add index `ix_batch_events_is_deleted` on `batch_events`
-- lock: share on batch_events  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_events_is_deleted ON batch_events (is_deleted);

-- add column `batch_items.deleted_at` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_24` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_24' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_24') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_24` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `batch_items.deleted_at` with its kept values
-- lock: access exclusive on batch_items  tx: inside  hazards: none
ALTER TABLE batch_items ADD COLUMN deleted_at timestamptz;

-- add column `batch_items.deleted_at` with its kept values
-- lock: row exclusive on batch_items, batch_jobs (row share)  tx: inside  hazards: changes rows
UPDATE batch_items AS t SET deleted_at = s.deleted_at
  FROM migc.stash_hard_delete_transition_24 AS s WHERE t.id = s.id;

-- add column `batch_items.deleted_at` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_24  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_24;

-- add column `batch_items.is_deleted` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_23` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_23' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_23') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_23` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `batch_items.is_deleted` with its kept values
-- lock: access exclusive on batch_items  tx: inside  hazards: none
ALTER TABLE batch_items ADD COLUMN is_deleted boolean;

-- add column `batch_items.is_deleted` with its kept values
-- lock: row exclusive on batch_items, batch_jobs (row share)  tx: inside  hazards: changes rows
UPDATE batch_items AS t SET is_deleted = s.is_deleted
  FROM migc.stash_hard_delete_transition_23 AS s WHERE t.id = s.id;

-- add column `batch_items.is_deleted` with its kept values
-- lock: row exclusive on batch_items, batch_jobs (row share)  tx: inside  hazards: changes rows
UPDATE batch_items SET is_deleted = FALSE WHERE is_deleted IS NULL;

-- add column `batch_items.is_deleted` with its kept values
-- lock: access share on batch_items  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `batch_items` where `is_deleted` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM batch_items WHERE is_deleted IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `batch_items` where `is_deleted` is null';
END IF; END $migc$;

-- add column `batch_items.is_deleted` with its kept values
-- lock: access exclusive on batch_items  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE batch_items ALTER COLUMN is_deleted SET NOT NULL;

-- add column `batch_items.is_deleted` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_23  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_23;

-- add index `ix_batch_items_is_deleted` on `batch_items`
-- lock: share on batch_items  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_items_is_deleted ON batch_items (is_deleted);

-- add column `batch_jobs.deleted_at` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_22` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_22' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_22') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_22` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `batch_jobs.deleted_at` with its kept values
-- lock: access exclusive on batch_jobs  tx: inside  hazards: none
ALTER TABLE batch_jobs ADD COLUMN deleted_at timestamptz;

-- add column `batch_jobs.deleted_at` with its kept values
-- lock: row exclusive on batch_jobs  tx: inside  hazards: changes rows
UPDATE batch_jobs AS t SET deleted_at = s.deleted_at
  FROM migc.stash_hard_delete_transition_22 AS s WHERE t.id = s.id;

-- add column `batch_jobs.deleted_at` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_22  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_22;

-- add column `batch_jobs.is_deleted` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_21` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_21' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_21') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_21` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `batch_jobs.is_deleted` with its kept values
-- lock: access exclusive on batch_jobs  tx: inside  hazards: none
ALTER TABLE batch_jobs ADD COLUMN is_deleted boolean;

-- add column `batch_jobs.is_deleted` with its kept values
-- lock: row exclusive on batch_jobs  tx: inside  hazards: changes rows
UPDATE batch_jobs AS t SET is_deleted = s.is_deleted
  FROM migc.stash_hard_delete_transition_21 AS s WHERE t.id = s.id;

-- add column `batch_jobs.is_deleted` with its kept values
-- lock: row exclusive on batch_jobs  tx: inside  hazards: changes rows
UPDATE batch_jobs SET is_deleted = FALSE WHERE is_deleted IS NULL;

-- add column `batch_jobs.is_deleted` with its kept values
-- lock: access share on batch_jobs  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `batch_jobs` where `is_deleted` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM batch_jobs WHERE is_deleted IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `batch_jobs` where `is_deleted` is null';
END IF; END $migc$;

-- add column `batch_jobs.is_deleted` with its kept values
-- lock: access exclusive on batch_jobs  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE batch_jobs ALTER COLUMN is_deleted SET NOT NULL;

-- add column `batch_jobs.is_deleted` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_21  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_21;

-- add index `ix_batch_jobs_is_deleted` on `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_is_deleted ON batch_jobs (is_deleted);

-- add column `allowed_user_overrides.deleted_at` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_20` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_20' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_20') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_20` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `allowed_user_overrides.deleted_at` with its kept values
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: none
ALTER TABLE allowed_user_overrides ADD COLUMN deleted_at timestamptz;

-- add column `allowed_user_overrides.deleted_at` with its kept values
-- lock: row exclusive on allowed_user_overrides  tx: inside  hazards: changes rows
UPDATE allowed_user_overrides AS t SET deleted_at = s.deleted_at
  FROM migc.stash_hard_delete_transition_20 AS s WHERE t.id = s.id;

-- add column `allowed_user_overrides.deleted_at` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_20  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_20;

-- add column `allowed_user_overrides.is_deleted` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_19` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_19' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_19') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_19` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `allowed_user_overrides.is_deleted` with its kept values
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: none
ALTER TABLE allowed_user_overrides ADD COLUMN is_deleted boolean;

-- add column `allowed_user_overrides.is_deleted` with its kept values
-- lock: row exclusive on allowed_user_overrides  tx: inside  hazards: changes rows
UPDATE allowed_user_overrides AS t SET is_deleted = s.is_deleted
  FROM migc.stash_hard_delete_transition_19 AS s WHERE t.id = s.id;

-- add column `allowed_user_overrides.is_deleted` with its kept values
-- lock: row exclusive on allowed_user_overrides  tx: inside  hazards: changes rows
UPDATE allowed_user_overrides SET is_deleted = FALSE WHERE is_deleted IS NULL;

-- add column `allowed_user_overrides.is_deleted` with its kept values
-- lock: access share on allowed_user_overrides  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `allowed_user_overrides` where `is_deleted` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM allowed_user_overrides WHERE is_deleted IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `allowed_user_overrides` where `is_deleted` is null';
END IF; END $migc$;

-- add column `allowed_user_overrides.is_deleted` with its kept values
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE allowed_user_overrides ALTER COLUMN is_deleted SET NOT NULL;

-- add column `allowed_user_overrides.is_deleted` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_19  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_19;

-- add index `ix_allowed_user_overrides_is_deleted` on `allowed_user_overrides`
-- lock: share on allowed_user_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_allowed_user_overrides_is_deleted ON allowed_user_overrides (is_deleted);

-- drop constraint `user_llm_preferences.uq_user_llm_preference_user_type_key`
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
ALTER TABLE user_llm_preferences DROP CONSTRAINT uq_user_llm_preference_user_type_key;

-- add column `user_llm_preferences.deleted_at` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_18` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_18' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_18') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_18` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `user_llm_preferences.deleted_at` with its kept values
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
ALTER TABLE user_llm_preferences ADD COLUMN deleted_at timestamptz;

-- add column `user_llm_preferences.deleted_at` with its kept values
-- lock: row exclusive on user_llm_preferences, users (row share)  tx: inside  hazards: changes rows
UPDATE user_llm_preferences AS t SET deleted_at = s.deleted_at
  FROM migc.stash_hard_delete_transition_18 AS s WHERE t.id = s.id;

-- add column `user_llm_preferences.deleted_at` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_18  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_18;

-- add column `user_llm_preferences.is_deleted` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_17` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_17' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_17') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_17` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `user_llm_preferences.is_deleted` with its kept values
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
ALTER TABLE user_llm_preferences ADD COLUMN is_deleted boolean;

-- add column `user_llm_preferences.is_deleted` with its kept values
-- lock: row exclusive on user_llm_preferences, users (row share)  tx: inside  hazards: changes rows
UPDATE user_llm_preferences AS t SET is_deleted = s.is_deleted
  FROM migc.stash_hard_delete_transition_17 AS s WHERE t.id = s.id;

-- add column `user_llm_preferences.is_deleted` with its kept values
-- lock: row exclusive on user_llm_preferences, users (row share)  tx: inside  hazards: changes rows
UPDATE user_llm_preferences SET is_deleted = FALSE WHERE is_deleted IS NULL;

-- add column `user_llm_preferences.is_deleted` with its kept values
-- lock: access share on user_llm_preferences  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `user_llm_preferences` where `is_deleted` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM user_llm_preferences WHERE is_deleted IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `user_llm_preferences` where `is_deleted` is null';
END IF; END $migc$;

-- add column `user_llm_preferences.is_deleted` with its kept values
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE user_llm_preferences ALTER COLUMN is_deleted SET NOT NULL;

-- add column `user_llm_preferences.is_deleted` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_17  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_17;

-- add unique constraint `user_llm_preferences.uq_user_llm_preference_user_type_key`
-- lock: access share on user_llm_preferences  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `user_llm_preferences` with the same `user_id`, `preference_type`, `preference_key` and `is_deleted`
DO $migc$ BEGIN IF EXISTS (
SELECT user_id, preference_type, preference_key, is_deleted, count(*) AS rows FROM user_llm_preferences WHERE user_id IS NOT NULL AND preference_type IS NOT NULL AND preference_key IS NOT NULL AND is_deleted IS NOT NULL GROUP BY user_id, preference_type, preference_key, is_deleted HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `user_llm_preferences` with the same `user_id`, `preference_type`, `preference_key` and `is_deleted`';
END IF; END $migc$;

-- add unique constraint `user_llm_preferences.uq_user_llm_preference_user_type_key`
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE user_llm_preferences ADD CONSTRAINT uq_user_llm_preference_user_type_key UNIQUE (user_id, preference_type, preference_key, is_deleted);

-- add index `ix_user_llm_preferences_is_deleted` on `user_llm_preferences`
-- lock: share on user_llm_preferences  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_llm_preferences_is_deleted ON user_llm_preferences (is_deleted);

-- drop constraint `llm_config_overrides.uq_llm_config_override_scope_key`
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
ALTER TABLE llm_config_overrides DROP CONSTRAINT uq_llm_config_override_scope_key;

-- add column `llm_config_overrides.deleted_at` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_16` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_16' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_16') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_16` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `llm_config_overrides.deleted_at` with its kept values
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
ALTER TABLE llm_config_overrides ADD COLUMN deleted_at timestamptz;

-- add column `llm_config_overrides.deleted_at` with its kept values
-- lock: row exclusive on llm_config_overrides, users (row share)  tx: inside  hazards: changes rows
UPDATE llm_config_overrides AS t SET deleted_at = s.deleted_at
  FROM migc.stash_hard_delete_transition_16 AS s WHERE t.id = s.id;

-- add column `llm_config_overrides.deleted_at` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_16  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_16;

-- add column `llm_config_overrides.is_deleted` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_15` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_15' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_15') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_15` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `llm_config_overrides.is_deleted` with its kept values
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
ALTER TABLE llm_config_overrides ADD COLUMN is_deleted boolean;

-- add column `llm_config_overrides.is_deleted` with its kept values
-- lock: row exclusive on llm_config_overrides, users (row share)  tx: inside  hazards: changes rows
UPDATE llm_config_overrides AS t SET is_deleted = s.is_deleted
  FROM migc.stash_hard_delete_transition_15 AS s WHERE t.id = s.id;

-- add column `llm_config_overrides.is_deleted` with its kept values
-- lock: row exclusive on llm_config_overrides, users (row share)  tx: inside  hazards: changes rows
UPDATE llm_config_overrides SET is_deleted = FALSE WHERE is_deleted IS NULL;

-- add column `llm_config_overrides.is_deleted` with its kept values
-- lock: access share on llm_config_overrides  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `llm_config_overrides` where `is_deleted` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM llm_config_overrides WHERE is_deleted IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `llm_config_overrides` where `is_deleted` is null';
END IF; END $migc$;

-- add column `llm_config_overrides.is_deleted` with its kept values
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE llm_config_overrides ALTER COLUMN is_deleted SET NOT NULL;

-- add column `llm_config_overrides.is_deleted` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_15  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_15;

-- add unique constraint `llm_config_overrides.uq_llm_config_override_scope_key`
-- lock: access share on llm_config_overrides  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `llm_config_overrides` with the same `scope`, `scope_key`, `config_key` and `is_deleted`
DO $migc$ BEGIN IF EXISTS (
SELECT scope, scope_key, config_key, is_deleted, count(*) AS rows FROM llm_config_overrides WHERE scope IS NOT NULL AND scope_key IS NOT NULL AND config_key IS NOT NULL AND is_deleted IS NOT NULL GROUP BY scope, scope_key, config_key, is_deleted HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `llm_config_overrides` with the same `scope`, `scope_key`, `config_key` and `is_deleted`';
END IF; END $migc$;

-- add unique constraint `llm_config_overrides.uq_llm_config_override_scope_key`
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE llm_config_overrides ADD CONSTRAINT uq_llm_config_override_scope_key UNIQUE (scope, scope_key, config_key, is_deleted);

-- add index `ix_llm_config_overrides_is_deleted` on `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_is_deleted ON llm_config_overrides (is_deleted);

-- drop constraint `user_agent_instances.uq_user_agent_instance_user_name`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
ALTER TABLE user_agent_instances DROP CONSTRAINT uq_user_agent_instance_user_name;

-- add column `user_agent_instances.deleted_at` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_14` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_14' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_14') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_14` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `user_agent_instances.deleted_at` with its kept values
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
ALTER TABLE user_agent_instances ADD COLUMN deleted_at timestamptz;

-- add column `user_agent_instances.deleted_at` with its kept values
-- lock: row exclusive on user_agent_instances, users (row share)  tx: inside  hazards: changes rows
UPDATE user_agent_instances AS t SET deleted_at = s.deleted_at
  FROM migc.stash_hard_delete_transition_14 AS s WHERE t.id = s.id;

-- add column `user_agent_instances.deleted_at` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_14  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_14;

-- add column `user_agent_instances.is_deleted` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_13` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_13' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_13') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_13` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `user_agent_instances.is_deleted` with its kept values
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
ALTER TABLE user_agent_instances ADD COLUMN is_deleted boolean;

-- add column `user_agent_instances.is_deleted` with its kept values
-- lock: row exclusive on user_agent_instances, users (row share)  tx: inside  hazards: changes rows
UPDATE user_agent_instances AS t SET is_deleted = s.is_deleted
  FROM migc.stash_hard_delete_transition_13 AS s WHERE t.id = s.id;

-- add column `user_agent_instances.is_deleted` with its kept values
-- lock: row exclusive on user_agent_instances, users (row share)  tx: inside  hazards: changes rows
UPDATE user_agent_instances SET is_deleted = FALSE WHERE is_deleted IS NULL;

-- add column `user_agent_instances.is_deleted` with its kept values
-- lock: access share on user_agent_instances  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `user_agent_instances` where `is_deleted` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM user_agent_instances WHERE is_deleted IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `user_agent_instances` where `is_deleted` is null';
END IF; END $migc$;

-- add column `user_agent_instances.is_deleted` with its kept values
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE user_agent_instances ALTER COLUMN is_deleted SET NOT NULL;

-- add column `user_agent_instances.is_deleted` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_13  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_13;

-- add unique constraint `user_agent_instances.uq_user_agent_instance_user_name`
-- lock: access share on user_agent_instances  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `user_agent_instances` with the same `user_id`, `instance_name` and `is_deleted`
DO $migc$ BEGIN IF EXISTS (
SELECT user_id, instance_name, is_deleted, count(*) AS rows FROM user_agent_instances WHERE user_id IS NOT NULL AND instance_name IS NOT NULL AND is_deleted IS NOT NULL GROUP BY user_id, instance_name, is_deleted HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `user_agent_instances` with the same `user_id`, `instance_name` and `is_deleted`';
END IF; END $migc$;

-- add unique constraint `user_agent_instances.uq_user_agent_instance_user_name`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE user_agent_instances ADD CONSTRAINT uq_user_agent_instance_user_name UNIQUE (user_id, instance_name, is_deleted);

-- add index `ix_user_agent_instances_is_deleted` on `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_is_deleted ON user_agent_instances (is_deleted);

-- add column `users.deleted_at` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_12` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_12' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_12') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_12` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `users.deleted_at` with its kept values
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN deleted_at timestamptz;

-- add column `users.deleted_at` with its kept values
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users AS t SET deleted_at = s.deleted_at
  FROM migc.stash_hard_delete_transition_12 AS s WHERE t.id = s.id;

-- add column `users.deleted_at` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_12  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_12;

-- add column `users.is_deleted` with its kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_11` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_11' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_11') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_11` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- add column `users.is_deleted` with its kept values
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users ADD COLUMN is_deleted boolean;

-- add column `users.is_deleted` with its kept values
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users AS t SET is_deleted = s.is_deleted
  FROM migc.stash_hard_delete_transition_11 AS s WHERE t.id = s.id;

-- add column `users.is_deleted` with its kept values
-- lock: row exclusive on users  tx: inside  hazards: changes rows
UPDATE users SET is_deleted = FALSE WHERE is_deleted IS NULL;

-- add column `users.is_deleted` with its kept values
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` where `is_deleted` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM users WHERE is_deleted IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` where `is_deleted` is null';
END IF; END $migc$;

-- add column `users.is_deleted` with its kept values
-- lock: access exclusive on users  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE users ALTER COLUMN is_deleted SET NOT NULL;

-- add column `users.is_deleted` with its kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_11  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_11;

-- add index `ix_users_is_deleted` on `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_users_is_deleted ON users (is_deleted);

-- put kept rows back into `users`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_10` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_10' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_10') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_10` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `users`
-- lock: row exclusive on users  tx: inside  hazards: changes rows
INSERT INTO users (email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags)
  SELECT email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM migc.stash_hard_delete_transition_10
  ON CONFLICT DO NOTHING;

-- put kept rows back into `users`
-- lock: access exclusive on migc.stash_hard_delete_transition_10  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_10;

-- put kept rows back into `batch_jobs`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_9` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_9' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_9') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_9` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `batch_jobs`
-- lock: row exclusive on batch_jobs  tx: inside  hazards: changes rows
INSERT INTO batch_jobs (provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags)
  SELECT provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM migc.stash_hard_delete_transition_9
  ON CONFLICT DO NOTHING;

-- put kept rows back into `batch_jobs`
-- lock: access exclusive on migc.stash_hard_delete_transition_9  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_9;

-- put kept rows back into `batch_events`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_8` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_8' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_8') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_8` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `batch_events`
-- lock: row exclusive on batch_events, batch_jobs (row share)  tx: inside  hazards: changes rows
INSERT INTO batch_events (batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags)
  SELECT batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM migc.stash_hard_delete_transition_8
  ON CONFLICT DO NOTHING;

-- put kept rows back into `batch_events`
-- lock: access exclusive on migc.stash_hard_delete_transition_8  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_8;

-- put kept rows back into `batch_items`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_7` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_7' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_7') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_7` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `batch_items`
-- lock: row exclusive on batch_items, batch_jobs (row share)  tx: inside  hazards: changes rows
INSERT INTO batch_items (batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags)
  SELECT batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM migc.stash_hard_delete_transition_7
  ON CONFLICT DO NOTHING;

-- put kept rows back into `batch_items`
-- lock: access exclusive on migc.stash_hard_delete_transition_7  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_7;

-- put kept rows back into `allowed_user_overrides`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_6` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_6' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_6') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_6` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `allowed_user_overrides`
-- lock: row exclusive on allowed_user_overrides  tx: inside  hazards: changes rows
INSERT INTO allowed_user_overrides (config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, is_deleted, deleted_at)
  SELECT config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, is_deleted, deleted_at FROM migc.stash_hard_delete_transition_6
  ON CONFLICT DO NOTHING;

-- put kept rows back into `allowed_user_overrides`
-- lock: access exclusive on migc.stash_hard_delete_transition_6  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_6;

-- put kept rows back into `llm_config_overrides`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_5` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_5' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_5') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_5` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `llm_config_overrides`
-- lock: row exclusive on llm_config_overrides, users (row share)  tx: inside  hazards: changes rows
INSERT INTO llm_config_overrides (scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, is_deleted, deleted_at)
  SELECT scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, is_deleted, deleted_at FROM migc.stash_hard_delete_transition_5
  ON CONFLICT DO NOTHING;

-- put kept rows back into `llm_config_overrides`
-- lock: access exclusive on migc.stash_hard_delete_transition_5  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_5;

-- put kept rows back into `user_llm_preferences`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_4` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_4' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_4') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_4` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `user_llm_preferences`
-- lock: row exclusive on user_llm_preferences, users (row share)  tx: inside  hazards: changes rows
INSERT INTO user_llm_preferences (user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, is_deleted, deleted_at)
  SELECT user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, is_deleted, deleted_at FROM migc.stash_hard_delete_transition_4
  ON CONFLICT DO NOTHING;

-- put kept rows back into `user_llm_preferences`
-- lock: access exclusive on migc.stash_hard_delete_transition_4  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_4;

-- put kept rows back into `user_agent_instances`
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_3` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_3' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_3') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_3` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- put kept rows back into `user_agent_instances`
-- lock: row exclusive on user_agent_instances, users (row share)  tx: inside  hazards: changes rows
INSERT INTO user_agent_instances (id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, is_deleted, deleted_at)
  SELECT id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, is_deleted, deleted_at FROM migc.stash_hard_delete_transition_3
  ON CONFLICT DO NOTHING;

-- put kept rows back into `user_agent_instances`
-- lock: access exclusive on migc.stash_hard_delete_transition_3  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_3;

-- restore `created_by_id` of `llm_config_overrides` from kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_2` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_2' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_2') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_2` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- restore `created_by_id` of `llm_config_overrides` from kept values
-- lock: row exclusive on llm_config_overrides, users (row share)  tx: inside  hazards: changes rows
UPDATE llm_config_overrides AS t SET created_by_id = s.old_created_by_id
  FROM migc.stash_hard_delete_transition_2 AS s
  WHERE t.id = s.key_id AND t.created_by_id IS NOT DISTINCT FROM s.new_created_by_id;

-- restore `created_by_id` of `llm_config_overrides` from kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_2  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_2;

-- restore `user_id` of `llm_request_logs` from kept values
-- lock: none  tx: inside  hazards: none
-- guard: must return no rows; no stash `migc.stash_hard_delete_transition_1` to restore from: it was purged, or never filled here
DO $migc$ BEGIN IF EXISTS (
SELECT 'migc.stash_hard_delete_transition_1' AS missing WHERE to_regclass('migc.stash_hard_delete_transition_1') IS NULL
) THEN
RAISE EXCEPTION USING MESSAGE = 'no stash `migc.stash_hard_delete_transition_1` to restore from: it was purged, or never filled here';
END IF; END $migc$;

-- restore `user_id` of `llm_request_logs` from kept values
-- lock: row exclusive on llm_request_logs, llm_pricing_snapshots (row share), users (row share)  tx: inside  hazards: changes rows
UPDATE llm_request_logs AS t SET user_id = s.old_user_id
  FROM migc.stash_hard_delete_transition_1 AS s
  WHERE t.id = s.key_id AND t.user_id IS NOT DISTINCT FROM s.new_user_id;

-- restore `user_id` of `llm_request_logs` from kept values
-- lock: access exclusive on migc.stash_hard_delete_transition_1  tx: inside  hazards: none
DROP TABLE migc.stash_hard_delete_transition_1;

COMMIT;

-- migration initial_schema: the tables that the service used to create at every start (down)
-- verdict: exact
-- digest: 6323bce1b169c7d80d46bf7ebdb28ae1892a9ab23a0644fa08be050af5928ac8

BEGIN;

-- drop table `user_llm_preferences`
-- lock: access exclusive on user_llm_preferences, users  tx: inside  hazards: deletes data
DROP TABLE user_llm_preferences;

-- drop table `user_agent_instances`
-- lock: access exclusive on user_agent_instances, users  tx: inside  hazards: deletes data
DROP TABLE user_agent_instances;

-- drop table `llm_request_logs`
-- lock: access exclusive on llm_request_logs, llm_pricing_snapshots, users  tx: inside  hazards: deletes data
DROP TABLE llm_request_logs;

-- drop table `llm_config_overrides`
-- lock: access exclusive on llm_config_overrides, users  tx: inside  hazards: deletes data
DROP TABLE llm_config_overrides;

-- drop table `batch_items`
-- lock: access exclusive on batch_items, batch_jobs  tx: inside  hazards: deletes data
DROP TABLE batch_items;

-- drop table `batch_events`
-- lock: access exclusive on batch_events, batch_jobs  tx: inside  hazards: deletes data
DROP TABLE batch_events;

-- drop table `users`
-- lock: access exclusive on users  tx: inside  hazards: deletes data
DROP TABLE users;

-- drop table `llm_pricing_snapshots`
-- lock: access exclusive on llm_pricing_snapshots  tx: inside  hazards: deletes data
DROP TABLE llm_pricing_snapshots;

-- drop table `batch_jobs`
-- lock: access exclusive on batch_jobs  tx: inside  hazards: deletes data
DROP TABLE batch_jobs;

-- drop table `allowed_user_overrides`
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: deletes data
DROP TABLE allowed_user_overrides;

COMMIT;
