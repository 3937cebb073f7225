-- migc: 6 migrations for postgres
-- run with: psql -X -v ON_ERROR_STOP=1 -f FILE
\set ON_ERROR_STOP on

-- migration initial_schema: the tables that the service used to create at every start (up)
-- verdict: exact
-- digest: 6323bce1b169c7d80d46bf7ebdb28ae1892a9ab23a0644fa08be050af5928ac8

BEGIN;

-- create table `allowed_user_overrides`
-- lock: none  tx: inside  hazards: none
CREATE TABLE allowed_user_overrides (
  config_key varchar(100) NOT NULL,
  constraints json,
  allowed_scopes json,
  display_name varchar(100),
  description text,
  is_active boolean NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  is_deleted boolean NOT NULL,
  deleted_at timestamptz,
  CONSTRAINT allowed_user_overrides_pkey PRIMARY KEY (id)
);

-- create table `allowed_user_overrides`
-- lock: share on allowed_user_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_allowed_user_overrides_active ON allowed_user_overrides (is_active, config_key);

-- create table `allowed_user_overrides`
-- lock: share on allowed_user_overrides  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX ix_allowed_user_overrides_config_key ON allowed_user_overrides (config_key);

-- create table `allowed_user_overrides`
-- lock: share on allowed_user_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_allowed_user_overrides_is_active ON allowed_user_overrides (is_active);

-- create table `allowed_user_overrides`
-- lock: share on allowed_user_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_allowed_user_overrides_is_deleted ON allowed_user_overrides (is_deleted);

-- create table `allowed_user_overrides`
-- lock: share update exclusive on allowed_user_overrides  tx: inside  hazards: none
COMMENT ON TABLE allowed_user_overrides IS 'settings that users may choose';

-- create table `allowed_user_overrides`
-- lock: share update exclusive on allowed_user_overrides  tx: inside  hazards: none
COMMENT ON COLUMN allowed_user_overrides.config_key IS 'the setting';

-- create table `allowed_user_overrides`
-- lock: share update exclusive on allowed_user_overrides  tx: inside  hazards: none
COMMENT ON COLUMN allowed_user_overrides.constraints IS 'limits and permitted values';

-- create table `allowed_user_overrides`
-- lock: share update exclusive on allowed_user_overrides  tx: inside  hazards: none
COMMENT ON COLUMN allowed_user_overrides.allowed_scopes IS 'null: every scope';

-- create table `batch_jobs`
-- lock: none  tx: inside  hazards: none
CREATE TABLE batch_jobs (
  provider varchar(50) NOT NULL,
  model varchar(100) NOT NULL,
  status varchar(20) NOT NULL,
  provider_batch_id varchar(255),
  mode varchar(20) NOT NULL,
  submitted_at timestamptz,
  completed_at timestamptz,
  request_count integer NOT NULL DEFAULT 0,
  success_count integer NOT NULL DEFAULT 0,
  error_count integer NOT NULL DEFAULT 0,
  config_json json,
  error_summary text,
  result_uri varchar(500),
  id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  is_deleted boolean NOT NULL,
  deleted_at timestamptz,
  created_by uuid,
  updated_by uuid,
  metadata_json json,
  tags varchar(500),
  CONSTRAINT batch_jobs_pkey PRIMARY KEY (id)
);

-- create table `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_is_deleted ON batch_jobs (is_deleted);

-- create table `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_mode_status ON batch_jobs (mode, status);

-- create table `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_provider ON batch_jobs (provider);

-- create table `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_provider_batch_composite ON batch_jobs (provider, provider_batch_id);

-- create table `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_provider_batch_id ON batch_jobs (provider_batch_id);

-- create table `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_status ON batch_jobs (status);

-- create table `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_status_provider ON batch_jobs (status, provider);

-- create table `batch_jobs`
-- lock: share on batch_jobs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_jobs_submitted_at ON batch_jobs (submitted_at);

-- create table `batch_jobs`
-- lock: share update exclusive on batch_jobs  tx: inside  hazards: none
COMMENT ON TABLE batch_jobs IS 'batches handed to a vendor';

-- create table `batch_jobs`
-- lock: share update exclusive on batch_jobs  tx: inside  hazards: none
COMMENT ON COLUMN batch_jobs.provider IS 'vendor of the model';

-- create table `batch_jobs`
-- lock: share update exclusive on batch_jobs  tx: inside  hazards: none
COMMENT ON COLUMN batch_jobs.model IS 'model that the batch runs on';

-- create table `batch_jobs`
-- lock: share update exclusive on batch_jobs  tx: inside  hazards: none
COMMENT ON COLUMN batch_jobs.status IS 'CREATED, SUBMITTED, IN_PROGRESS, COMPLETED, FAILED, CANCELLED or EXPIRED';

-- create table `batch_jobs`
-- lock: share update exclusive on batch_jobs  tx: inside  hazards: none
COMMENT ON COLUMN batch_jobs.provider_batch_id IS 'id that the vendor gave the batch';

-- create table `batch_jobs`
-- lock: share update exclusive on batch_jobs  tx: inside  hazards: none
COMMENT ON COLUMN batch_jobs.mode IS 'chat, embedding, completion or custom';

-- create table `batch_jobs`
-- lock: share update exclusive on batch_jobs  tx: inside  hazards: none
COMMENT ON COLUMN batch_jobs.config_json IS 'settings of the batch';

-- create table `batch_jobs`
-- lock: share update exclusive on batch_jobs  tx: inside  hazards: none
COMMENT ON COLUMN batch_jobs.result_uri IS 'where the results can be fetched';

-- create table `llm_pricing_snapshots`
-- lock: none  tx: inside  hazards: none
CREATE TABLE llm_pricing_snapshots (
  id uuid NOT NULL,
  snapshot_hash varchar(64) NOT NULL,
  provider varchar(50) NOT NULL,
  model_name varchar(100) NOT NULL,
  input_cost_per_1k numeric(18, 6) NOT NULL,
  output_cost_per_1k numeric(18, 6) NOT NULL,
  currency varchar(10) NOT NULL,
  extras json,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT llm_pricing_snapshots_pkey PRIMARY KEY (id),
  CONSTRAINT uq_llm_pricing_snapshot_hash UNIQUE (snapshot_hash)
);

-- create table `llm_pricing_snapshots`
-- lock: share on llm_pricing_snapshots  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_pricing_provider_model ON llm_pricing_snapshots (provider, model_name);

-- create table `llm_pricing_snapshots`
-- lock: share on llm_pricing_snapshots  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_pricing_snapshots_model_name ON llm_pricing_snapshots (model_name);

-- create table `llm_pricing_snapshots`
-- lock: share on llm_pricing_snapshots  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_pricing_snapshots_provider ON llm_pricing_snapshots (provider);

-- create table `llm_pricing_snapshots`
-- lock: share on llm_pricing_snapshots  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX ix_llm_pricing_snapshots_snapshot_hash ON llm_pricing_snapshots (snapshot_hash);

-- create table `llm_pricing_snapshots`
-- lock: share update exclusive on llm_pricing_snapshots  tx: inside  hazards: none
COMMENT ON TABLE llm_pricing_snapshots IS 'prices as they were when a request ran';

-- create table `llm_pricing_snapshots`
-- lock: share update exclusive on llm_pricing_snapshots  tx: inside  hazards: none
COMMENT ON COLUMN llm_pricing_snapshots.snapshot_hash IS 'SHA-256 of the canonical price record, in hex';

-- create table `llm_pricing_snapshots`
-- lock: share update exclusive on llm_pricing_snapshots  tx: inside  hazards: none
COMMENT ON COLUMN llm_pricing_snapshots.input_cost_per_1k IS 'price of 1000 tokens read';

-- create table `llm_pricing_snapshots`
-- lock: share update exclusive on llm_pricing_snapshots  tx: inside  hazards: none
COMMENT ON COLUMN llm_pricing_snapshots.output_cost_per_1k IS 'price of 1000 tokens written';

-- create table `llm_pricing_snapshots`
-- lock: share update exclusive on llm_pricing_snapshots  tx: inside  hazards: none
COMMENT ON COLUMN llm_pricing_snapshots.extras IS 'prices of other kinds of tokens';

-- create table `users`
-- lock: none  tx: inside  hazards: none
CREATE TABLE users (
  email varchar(255) NOT NULL,
  username varchar(50) NOT NULL,
  hashed_password varchar(128) NOT NULL,
  first_name varchar(50),
  last_name varchar(50),
  is_active boolean NOT NULL,
  is_superuser boolean NOT NULL,
  is_verified boolean NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  is_deleted boolean NOT NULL,
  deleted_at timestamptz,
  created_by uuid,
  updated_by uuid,
  metadata_json json,
  tags varchar(500),
  CONSTRAINT users_pkey PRIMARY KEY (id)
);

-- create table `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX ix_users_email ON users (email);

-- create table `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_users_email_active ON users (email, is_active);

-- create table `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_users_is_active ON users (is_active);

-- create table `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_users_is_deleted ON users (is_deleted);

-- create table `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_users_is_superuser ON users (is_superuser);

-- create table `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_users_is_verified ON users (is_verified);

-- create table `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes, may fail on data
CREATE UNIQUE INDEX ix_users_username ON users (username);

-- create table `users`
-- lock: share on users  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_users_username_active ON users (username, is_active);

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON TABLE users IS 'people and services that may use the API';

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.email IS 'address used to sign in';

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.username IS 'name used to sign in';

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.hashed_password IS 'bcrypt hash, or a text that no hash can equal';

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.is_active IS 'allowed to sign in';

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.is_superuser IS 'may administer the service';

-- create table `users`
-- lock: share update exclusive on users  tx: inside  hazards: none
COMMENT ON COLUMN users.is_verified IS 'the address was confirmed';

-- create table `batch_events`
-- lock: share row exclusive on batch_jobs  tx: inside  hazards: none
CREATE TABLE batch_events (
  batch_job_id uuid NOT NULL,
  event_type varchar(30) NOT NULL,
  old_status varchar(20),
  new_status varchar(20),
  event_timestamp timestamptz NOT NULL DEFAULT now(),
  event_data json,
  id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  is_deleted boolean NOT NULL,
  deleted_at timestamptz,
  created_by uuid,
  updated_by uuid,
  metadata_json json,
  tags varchar(500),
  CONSTRAINT batch_events_pkey PRIMARY KEY (id),
  CONSTRAINT batch_events_batch_job_id_fkey FOREIGN KEY (batch_job_id) REFERENCES batch_jobs (id) ON DELETE CASCADE
);

-- create table `batch_events`
-- lock: share on batch_events  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_events_batch_job_id ON batch_events (batch_job_id);

-- create table `batch_events`
-- lock: share on batch_events  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_events_event_type ON batch_events (event_type);

-- create table `batch_events`
-- lock: share on batch_events  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_events_is_deleted ON batch_events (is_deleted);

-- create table `batch_events`
-- lock: share on batch_events  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_events_job_timestamp ON batch_events (batch_job_id, event_timestamp);

-- create table `batch_events`
-- lock: share on batch_events  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_events_timestamp ON batch_events (event_timestamp);

-- create table `batch_events`
-- lock: share on batch_events  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_events_type_timestamp ON batch_events (event_type, event_timestamp);

-- create table `batch_events`
-- lock: share update exclusive on batch_events  tx: inside  hazards: none
COMMENT ON TABLE batch_events IS 'what happened to a batch';

-- create table `batch_events`
-- lock: share update exclusive on batch_events  tx: inside  hazards: none
COMMENT ON COLUMN batch_events.event_type IS 'STATUS_CHANGE, ITEM_UPDATE, ERROR, PROGRESS_UPDATE, SUBMITTED or FETCH_COMPLETED';

-- create table `batch_events`
-- lock: share update exclusive on batch_events  tx: inside  hazards: none
COMMENT ON COLUMN batch_events.old_status IS 'status before the event';

-- create table `batch_events`
-- lock: share update exclusive on batch_events  tx: inside  hazards: none
COMMENT ON COLUMN batch_events.new_status IS 'status after the event';

-- create table `batch_items`
-- lock: share row exclusive on batch_jobs  tx: inside  hazards: none
CREATE TABLE batch_items (
  batch_job_id uuid NOT NULL,
  sequence_index integer NOT NULL,
  custom_external_id varchar(255),
  input_payload json,
  output_payload json,
  status varchar(20) NOT NULL DEFAULT 'queued',
  error_detail text,
  id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  is_deleted boolean NOT NULL,
  deleted_at timestamptz,
  created_by uuid,
  updated_by uuid,
  metadata_json json,
  tags varchar(500),
  CONSTRAINT batch_items_pkey PRIMARY KEY (id),
  CONSTRAINT batch_items_batch_job_id_fkey FOREIGN KEY (batch_job_id) REFERENCES batch_jobs (id) ON DELETE CASCADE
);

-- create table `batch_items`
-- lock: share on batch_items  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_items_batch_job_id ON batch_items (batch_job_id);

-- create table `batch_items`
-- lock: share on batch_items  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_items_external_id ON batch_items (custom_external_id);

-- create table `batch_items`
-- lock: share on batch_items  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_items_is_deleted ON batch_items (is_deleted);

-- create table `batch_items`
-- lock: share on batch_items  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_items_job_sequence ON batch_items (batch_job_id, sequence_index);

-- create table `batch_items`
-- lock: share on batch_items  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_items_job_status ON batch_items (batch_job_id, status);

-- create table `batch_items`
-- lock: share on batch_items  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_batch_items_status ON batch_items (status);

-- create table `batch_items`
-- lock: share update exclusive on batch_items  tx: inside  hazards: none
COMMENT ON TABLE batch_items IS 'single requests of a batch';

-- create table `batch_items`
-- lock: share update exclusive on batch_items  tx: inside  hazards: none
COMMENT ON COLUMN batch_items.sequence_index IS 'position within the batch';

-- create table `batch_items`
-- lock: share update exclusive on batch_items  tx: inside  hazards: none
COMMENT ON COLUMN batch_items.custom_external_id IS 'id that the caller gave';

-- create table `batch_items`
-- lock: share update exclusive on batch_items  tx: inside  hazards: none
COMMENT ON COLUMN batch_items.input_payload IS 'what is asked';

-- create table `batch_items`
-- lock: share update exclusive on batch_items  tx: inside  hazards: none
COMMENT ON COLUMN batch_items.output_payload IS 'what came back';

-- create table `batch_items`
-- lock: share update exclusive on batch_items  tx: inside  hazards: none
COMMENT ON COLUMN batch_items.status IS 'QUEUED, SENT, COMPLETED or FAILED';

-- create table `llm_config_overrides`
-- lock: share row exclusive on users  tx: inside  hazards: none
CREATE TABLE llm_config_overrides (
  scope varchar(20) NOT NULL,
  scope_key varchar(100),
  config_key varchar(100) NOT NULL,
  config_value json NOT NULL,
  priority integer NOT NULL,
  is_active boolean NOT NULL,
  created_by_id uuid,
  description text,
  expires_at timestamptz,
  id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  is_deleted boolean NOT NULL,
  deleted_at timestamptz,
  CONSTRAINT llm_config_overrides_pkey PRIMARY KEY (id),
  CONSTRAINT uq_llm_config_override_scope_key UNIQUE (scope, scope_key, config_key, is_deleted),
  CONSTRAINT llm_config_overrides_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users (id) ON DELETE SET NULL
);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_active_scope ON llm_config_overrides (is_active, scope);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_config_key ON llm_config_overrides (config_key);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_expires ON llm_config_overrides (expires_at, is_active);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_expires_at ON llm_config_overrides (expires_at);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_is_active ON llm_config_overrides (is_active);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_is_deleted ON llm_config_overrides (is_deleted);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_priority ON llm_config_overrides (priority);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_scope ON llm_config_overrides (scope);

-- create table `llm_config_overrides`
-- lock: share on llm_config_overrides  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_config_overrides_scope_key ON llm_config_overrides (scope_key);

-- create table `llm_config_overrides`
-- lock: share update exclusive on llm_config_overrides  tx: inside  hazards: none
COMMENT ON TABLE llm_config_overrides IS 'settings that differ from the configuration files';

-- create table `llm_config_overrides`
-- lock: share update exclusive on llm_config_overrides  tx: inside  hazards: none
COMMENT ON COLUMN llm_config_overrides.scope IS 'global, model or agent';

-- create table `llm_config_overrides`
-- lock: share update exclusive on llm_config_overrides  tx: inside  hazards: none
COMMENT ON COLUMN llm_config_overrides.scope_key IS 'the model or agent; null for global';

-- create table `llm_config_overrides`
-- lock: share update exclusive on llm_config_overrides  tx: inside  hazards: none
COMMENT ON COLUMN llm_config_overrides.priority IS 'the highest wins';

-- create table `llm_request_logs`
-- lock: share row exclusive on llm_pricing_snapshots, users  tx: inside  hazards: none
CREATE TABLE llm_request_logs (
  id uuid NOT NULL,
  user_id uuid,
  session_id varchar(255),
  task_type varchar(50) NOT NULL,
  request_mode varchar(20) NOT NULL,
  model_name varchar(100) NOT NULL,
  provider varchar(50) NOT NULL,
  request_id varchar(100),
  latency_ms integer,
  success boolean NOT NULL,
  error_type varchar(50),
  error_message text,
  input_tokens integer,
  output_tokens integer,
  total_tokens integer,
  extra_tokens json,
  usage_raw json NOT NULL,
  pricing_snapshot_id uuid,
  cost_input_usd numeric(18, 6),
  cost_output_usd numeric(18, 6),
  cost_extras_usd numeric(18, 6),
  cost_total_usd numeric(18, 6),
  extra_costs json,
  cost_estimated boolean NOT NULL,
  context_multiplier numeric(10, 4),
  streamed boolean NOT NULL,
  partial boolean NOT NULL,
  details json,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT llm_request_logs_pkey PRIMARY KEY (id),
  CONSTRAINT llm_request_logs_pricing_snapshot_id_fkey FOREIGN KEY (pricing_snapshot_id) REFERENCES llm_pricing_snapshots (id) ON DELETE RESTRICT,
  CONSTRAINT llm_request_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL
);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_logs_created_at ON llm_request_logs (created_at);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_logs_model_created ON llm_request_logs (model_name, created_at);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_logs_provider_model ON llm_request_logs (provider, model_name);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_logs_task_success ON llm_request_logs (task_type, success);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_logs_user_created ON llm_request_logs (user_id, created_at);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_request_logs_model_name ON llm_request_logs (model_name);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_request_logs_pricing_snapshot_id ON llm_request_logs (pricing_snapshot_id);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_request_logs_success ON llm_request_logs (success);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_request_logs_task_type ON llm_request_logs (task_type);

-- create table `llm_request_logs`
-- lock: share on llm_request_logs  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_llm_request_logs_user_id ON llm_request_logs (user_id);

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON TABLE llm_request_logs IS 'one row a request to a model';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.task_type IS 'completion, chat, agent or another word';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.request_mode IS 'sync, async or streaming';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.request_id IS 'ties the log lines of one request together';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.error_message IS 'shortened';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.extra_tokens IS 'counts of other kinds of tokens';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.usage_raw IS 'usage as the vendor reported it';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.cost_estimated IS 'some kind of token had no price';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.context_multiplier IS 'factor of the price tier';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.partial IS 'stopped before the end';

-- create table `llm_request_logs`
-- lock: share update exclusive on llm_request_logs  tx: inside  hazards: none
COMMENT ON COLUMN llm_request_logs.details IS 'steps and tool calls of an agent';

-- create table `user_agent_instances`
-- lock: share row exclusive on users  tx: inside  hazards: none
CREATE TABLE user_agent_instances (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  instance_name varchar(100) NOT NULL,
  display_name varchar(200) NOT NULL,
  base_agent_name varchar(100) NOT NULL,
  description text,
  primary_model varchar(100),
  system_prompt_override text,
  system_prompt_append text,
  config_overrides json,
  is_default boolean NOT NULL,
  is_active boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  is_deleted boolean NOT NULL,
  deleted_at timestamptz,
  CONSTRAINT user_agent_instances_pkey PRIMARY KEY (id),
  CONSTRAINT uq_user_agent_instance_user_name UNIQUE (user_id, instance_name, is_deleted),
  CONSTRAINT user_agent_instances_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- create table `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_base_agent_name ON user_agent_instances (base_agent_name);

-- create table `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_instance_name ON user_agent_instances (instance_name);

-- create table `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_is_active ON user_agent_instances (is_active);

-- create table `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_is_default ON user_agent_instances (is_default);

-- create table `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_is_deleted ON user_agent_instances (is_deleted);

-- create table `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_user_active ON user_agent_instances (user_id, is_active);

-- create table `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_user_default ON user_agent_instances (user_id, is_default, is_active);

-- create table `user_agent_instances`
-- lock: share on user_agent_instances  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_agent_instances_user_id ON user_agent_instances (user_id);

-- create table `user_agent_instances`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON TABLE user_agent_instances IS 'agents that users made from a template';

-- create table `user_agent_instances`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON COLUMN user_agent_instances.user_id IS 'who owns it';

-- create table `user_agent_instances`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON COLUMN user_agent_instances.instance_name IS 'short name, one of its kind for each owner';

-- create table `user_agent_instances`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON COLUMN user_agent_instances.base_agent_name IS 'template that it is made from';

-- create table `user_agent_instances`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON COLUMN user_agent_instances.primary_model IS 'null: the template''s';

-- create table `user_agent_instances`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON COLUMN user_agent_instances.system_prompt_override IS 'stands in place of the prompt';

-- create table `user_agent_instances`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON COLUMN user_agent_instances.system_prompt_append IS 'is added to the prompt';

-- create table `user_llm_preferences`
-- lock: share row exclusive on users  tx: inside  hazards: none
CREATE TABLE user_llm_preferences (
  user_id uuid NOT NULL,
  preference_type varchar(30) NOT NULL,
  preference_key varchar(100) NOT NULL,
  preference_value json NOT NULL,
  is_active boolean NOT NULL,
  id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  is_deleted boolean NOT NULL,
  deleted_at timestamptz,
  CONSTRAINT user_llm_preferences_pkey PRIMARY KEY (id),
  CONSTRAINT uq_user_llm_preference_user_type_key UNIQUE (user_id, preference_type, preference_key, is_deleted),
  CONSTRAINT user_llm_preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- create table `user_llm_preferences`
-- lock: share on user_llm_preferences  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_llm_preferences_is_active ON user_llm_preferences (is_active);

-- create table `user_llm_preferences`
-- lock: share on user_llm_preferences  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_llm_preferences_is_deleted ON user_llm_preferences (is_deleted);

-- create table `user_llm_preferences`
-- lock: share on user_llm_preferences  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_llm_preferences_preference_key ON user_llm_preferences (preference_key);

-- create table `user_llm_preferences`
-- lock: share on user_llm_preferences  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_llm_preferences_preference_type ON user_llm_preferences (preference_type);

-- create table `user_llm_preferences`
-- lock: share on user_llm_preferences  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_llm_preferences_user_active ON user_llm_preferences (user_id, is_active);

-- create table `user_llm_preferences`
-- lock: share on user_llm_preferences  tx: inside  hazards: builds index, blocks writes
CREATE INDEX ix_user_llm_preferences_user_id ON user_llm_preferences (user_id);

-- create table `user_llm_preferences`
-- lock: share update exclusive on user_llm_preferences  tx: inside  hazards: none
COMMENT ON TABLE user_llm_preferences IS 'settings that a user chose';

-- create table `user_llm_preferences`
-- lock: share update exclusive on user_llm_preferences  tx: inside  hazards: none
COMMENT ON COLUMN user_llm_preferences.preference_type IS 'default_model, model_params or agent_params';

COMMIT;

-- migration hard_delete_transition: delete rows instead of marking them (up)
-- revises: initial_schema
-- verdict: preserved: thanks to kept data
-- digest: 9db4e17bb5c6da23f0eee1449b9365309c91ccb1d7fd436a436ca13a6df90c2a

BEGIN;

-- update `user_id` of `llm_request_logs`, keeping the old values
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- update `user_id` of `llm_request_logs`, keeping the old values
-- lock: share row exclusive on llm_request_logs  tx: inside  hazards: none
LOCK TABLE llm_request_logs IN SHARE ROW EXCLUSIVE MODE;

-- update `user_id` of `llm_request_logs`, keeping the old values
-- lock: access share on llm_request_logs  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_1 AS
  SELECT id AS key_id, user_id AS old_user_id, user_id AS new_user_id FROM llm_request_logs WHERE user_id IN (SELECT id FROM users WHERE is_deleted);

-- update `user_id` of `llm_request_logs`, keeping the old values
-- lock: row exclusive on llm_request_logs, users (row share)  tx: inside  hazards: changes rows
UPDATE llm_request_logs SET user_id = NULL WHERE user_id IN (SELECT id FROM users WHERE is_deleted);

-- update `user_id` of `llm_request_logs`, keeping the old values
-- lock: access share on llm_request_logs  tx: inside  hazards: scans table
UPDATE migc.stash_hard_delete_transition_1 AS s SET new_user_id = t.user_id
  FROM llm_request_logs AS t WHERE t.id = s.key_id;

-- update `created_by_id` of `llm_config_overrides`, keeping the old values
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- update `created_by_id` of `llm_config_overrides`, keeping the old values
-- lock: share row exclusive on llm_config_overrides  tx: inside  hazards: none
LOCK TABLE llm_config_overrides IN SHARE ROW EXCLUSIVE MODE;

-- update `created_by_id` of `llm_config_overrides`, keeping the old values
-- lock: access share on llm_config_overrides  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_2 AS
  SELECT id AS key_id, created_by_id AS old_created_by_id, created_by_id AS new_created_by_id FROM llm_config_overrides WHERE created_by_id IN (SELECT id FROM users WHERE is_deleted);

-- update `created_by_id` of `llm_config_overrides`, keeping the old values
-- lock: row exclusive on llm_config_overrides, users (row share)  tx: inside  hazards: changes rows
UPDATE llm_config_overrides SET created_by_id = NULL WHERE created_by_id IN (SELECT id FROM users WHERE is_deleted);

-- update `created_by_id` of `llm_config_overrides`, keeping the old values
-- lock: access share on llm_config_overrides  tx: inside  hazards: scans table
UPDATE migc.stash_hard_delete_transition_2 AS s SET new_created_by_id = t.created_by_id
  FROM llm_config_overrides AS t WHERE t.id = s.key_id;

-- delete rows from `user_agent_instances`, keeping them
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- delete rows from `user_agent_instances`, keeping them
-- lock: share row exclusive on user_agent_instances  tx: inside  hazards: none
LOCK TABLE user_agent_instances IN SHARE ROW EXCLUSIVE MODE;

-- delete rows from `user_agent_instances`, keeping them
-- lock: access share on user_agent_instances  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_3 AS
  SELECT id, user_id, instance_name, display_name, base_agent_name, description, primary_model, system_prompt_override, system_prompt_append, config_overrides, is_default, is_active, created_at, updated_at, is_deleted, deleted_at FROM user_agent_instances WHERE is_deleted OR (user_id IN (SELECT id FROM users WHERE is_deleted));

-- delete rows from `user_agent_instances`, keeping them
-- lock: row exclusive on user_agent_instances  tx: inside  hazards: changes rows
DELETE FROM user_agent_instances WHERE is_deleted OR (user_id IN (SELECT id FROM users WHERE is_deleted));

-- delete rows from `user_llm_preferences`, keeping them
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- delete rows from `user_llm_preferences`, keeping them
-- lock: share row exclusive on user_llm_preferences  tx: inside  hazards: none
LOCK TABLE user_llm_preferences IN SHARE ROW EXCLUSIVE MODE;

-- delete rows from `user_llm_preferences`, keeping them
-- lock: access share on user_llm_preferences  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_4 AS
  SELECT user_id, preference_type, preference_key, preference_value, is_active, id, created_at, updated_at, is_deleted, deleted_at FROM user_llm_preferences WHERE is_deleted OR (user_id IN (SELECT id FROM users WHERE is_deleted));

-- delete rows from `user_llm_preferences`, keeping them
-- lock: row exclusive on user_llm_preferences  tx: inside  hazards: changes rows
DELETE FROM user_llm_preferences WHERE is_deleted OR (user_id IN (SELECT id FROM users WHERE is_deleted));

-- delete rows from `llm_config_overrides`, keeping them
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- delete rows from `llm_config_overrides`, keeping them
-- lock: share row exclusive on llm_config_overrides  tx: inside  hazards: none
LOCK TABLE llm_config_overrides IN SHARE ROW EXCLUSIVE MODE;

-- delete rows from `llm_config_overrides`, keeping them
-- lock: access share on llm_config_overrides  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_5 AS
  SELECT scope, scope_key, config_key, config_value, priority, is_active, created_by_id, description, expires_at, id, created_at, updated_at, is_deleted, deleted_at FROM llm_config_overrides WHERE is_deleted;

-- delete rows from `llm_config_overrides`, keeping them
-- lock: row exclusive on llm_config_overrides  tx: inside  hazards: changes rows
DELETE FROM llm_config_overrides WHERE is_deleted;

-- delete rows from `allowed_user_overrides`, keeping them
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- delete rows from `allowed_user_overrides`, keeping them
-- lock: share row exclusive on allowed_user_overrides  tx: inside  hazards: none
LOCK TABLE allowed_user_overrides IN SHARE ROW EXCLUSIVE MODE;

-- delete rows from `allowed_user_overrides`, keeping them
-- lock: access share on allowed_user_overrides  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_6 AS
  SELECT config_key, constraints, allowed_scopes, display_name, description, is_active, id, created_at, updated_at, is_deleted, deleted_at FROM allowed_user_overrides WHERE is_deleted;

-- delete rows from `allowed_user_overrides`, keeping them
-- lock: row exclusive on allowed_user_overrides  tx: inside  hazards: changes rows
DELETE FROM allowed_user_overrides WHERE is_deleted;

-- delete rows from `batch_items`, keeping them
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- delete rows from `batch_items`, keeping them
-- lock: share row exclusive on batch_items  tx: inside  hazards: none
LOCK TABLE batch_items IN SHARE ROW EXCLUSIVE MODE;

-- delete rows from `batch_items`, keeping them
-- lock: access share on batch_items  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_7 AS
  SELECT batch_job_id, sequence_index, custom_external_id, input_payload, output_payload, status, error_detail, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM batch_items WHERE is_deleted OR (batch_job_id IN (SELECT id FROM batch_jobs WHERE is_deleted));

-- delete rows from `batch_items`, keeping them
-- lock: row exclusive on batch_items  tx: inside  hazards: changes rows
DELETE FROM batch_items WHERE is_deleted OR (batch_job_id IN (SELECT id FROM batch_jobs WHERE is_deleted));

-- delete rows from `batch_events`, keeping them
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- delete rows from `batch_events`, keeping them
-- lock: share row exclusive on batch_events  tx: inside  hazards: none
LOCK TABLE batch_events IN SHARE ROW EXCLUSIVE MODE;

-- delete rows from `batch_events`, keeping them
-- lock: access share on batch_events  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_8 AS
  SELECT batch_job_id, event_type, old_status, new_status, event_timestamp, event_data, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM batch_events WHERE is_deleted OR (batch_job_id IN (SELECT id FROM batch_jobs WHERE is_deleted));

-- delete rows from `batch_events`, keeping them
-- lock: row exclusive on batch_events  tx: inside  hazards: changes rows
DELETE FROM batch_events WHERE is_deleted OR (batch_job_id IN (SELECT id FROM batch_jobs WHERE is_deleted));

-- delete rows from `batch_jobs`, keeping them
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- delete rows from `batch_jobs`, keeping them
-- lock: share row exclusive on batch_jobs  tx: inside  hazards: none
LOCK TABLE batch_jobs IN SHARE ROW EXCLUSIVE MODE;

-- delete rows from `batch_jobs`, keeping them
-- lock: access share on batch_jobs  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_9 AS
  SELECT provider, model, status, provider_batch_id, mode, submitted_at, completed_at, request_count, success_count, error_count, config_json, error_summary, result_uri, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM batch_jobs WHERE is_deleted;

-- delete rows from `batch_jobs`, keeping them
-- lock: row exclusive on batch_jobs, batch_events, batch_items  tx: inside  hazards: changes rows
DELETE FROM batch_jobs WHERE is_deleted;

-- delete rows from `users`, keeping them
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- delete rows from `users`, keeping them
-- lock: share row exclusive on users  tx: inside  hazards: none
LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;

-- delete rows from `users`, keeping them
-- lock: access share on users  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_10 AS
  SELECT email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified, id, created_at, updated_at, is_deleted, deleted_at, created_by, updated_by, metadata_json, tags FROM users WHERE is_deleted;

-- delete rows from `users`, keeping them
-- lock: row exclusive on users, llm_config_overrides, llm_request_logs, user_agent_instances, user_llm_preferences  tx: inside  hazards: changes rows
DELETE FROM users WHERE is_deleted;

-- drop index `ix_users_is_deleted` of `users`
-- lock: access exclusive on users  tx: inside  hazards: none
DROP INDEX ix_users_is_deleted;

-- drop column `users.is_deleted`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `users.is_deleted`, keeping its data
-- lock: access exclusive on users  tx: inside  hazards: none
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;

-- drop column `users.is_deleted`, keeping its data
-- lock: access share on users  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_11 AS
  SELECT id, is_deleted FROM users;

-- drop column `users.is_deleted`, keeping its data
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP COLUMN is_deleted;

-- drop column `users.deleted_at`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `users.deleted_at`, keeping its data
-- lock: access exclusive on users  tx: inside  hazards: none
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;

-- drop column `users.deleted_at`, keeping its data
-- lock: access share on users  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_12 AS
  SELECT id, deleted_at FROM users;

-- drop column `users.deleted_at`, keeping its data
-- lock: access exclusive on users  tx: inside  hazards: none
ALTER TABLE users DROP COLUMN deleted_at;

-- drop index `ix_user_agent_instances_is_deleted` of `user_agent_instances`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
DROP INDEX ix_user_agent_instances_is_deleted;

-- drop constraint `user_agent_instances.uq_user_agent_instance_user_name`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
ALTER TABLE user_agent_instances DROP CONSTRAINT uq_user_agent_instance_user_name;

-- drop column `user_agent_instances.is_deleted`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `user_agent_instances.is_deleted`, keeping its data
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
LOCK TABLE user_agent_instances IN ACCESS EXCLUSIVE MODE;

-- drop column `user_agent_instances.is_deleted`, keeping its data
-- lock: access share on user_agent_instances  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_13 AS
  SELECT id, is_deleted FROM user_agent_instances;

-- drop column `user_agent_instances.is_deleted`, keeping its data
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
ALTER TABLE user_agent_instances DROP COLUMN is_deleted;

-- drop column `user_agent_instances.deleted_at`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `user_agent_instances.deleted_at`, keeping its data
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
LOCK TABLE user_agent_instances IN ACCESS EXCLUSIVE MODE;

-- drop column `user_agent_instances.deleted_at`, keeping its data
-- lock: access share on user_agent_instances  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_14 AS
  SELECT id, deleted_at FROM user_agent_instances;

-- drop column `user_agent_instances.deleted_at`, keeping its data
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
ALTER TABLE user_agent_instances DROP COLUMN deleted_at;

-- add unique constraint `user_agent_instances.uq_user_agent_instance_user_name`
-- lock: access share on user_agent_instances  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `user_agent_instances` with the same `user_id` and `instance_name`
DO $migc$ BEGIN IF EXISTS (
SELECT user_id, instance_name, count(*) AS rows FROM user_agent_instances WHERE user_id IS NOT NULL AND instance_name IS NOT NULL GROUP BY user_id, instance_name HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `user_agent_instances` with the same `user_id` and `instance_name`';
END IF; END $migc$;

-- add unique constraint `user_agent_instances.uq_user_agent_instance_user_name`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE user_agent_instances ADD CONSTRAINT uq_user_agent_instance_user_name UNIQUE (user_id, instance_name);

-- drop index `ix_llm_config_overrides_is_deleted` of `llm_config_overrides`
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
DROP INDEX ix_llm_config_overrides_is_deleted;

-- drop constraint `llm_config_overrides.uq_llm_config_override_scope_key`
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
ALTER TABLE llm_config_overrides DROP CONSTRAINT uq_llm_config_override_scope_key;

-- drop column `llm_config_overrides.is_deleted`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `llm_config_overrides.is_deleted`, keeping its data
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
LOCK TABLE llm_config_overrides IN ACCESS EXCLUSIVE MODE;

-- drop column `llm_config_overrides.is_deleted`, keeping its data
-- lock: access share on llm_config_overrides  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_15 AS
  SELECT id, is_deleted FROM llm_config_overrides;

-- drop column `llm_config_overrides.is_deleted`, keeping its data
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
ALTER TABLE llm_config_overrides DROP COLUMN is_deleted;

-- drop column `llm_config_overrides.deleted_at`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `llm_config_overrides.deleted_at`, keeping its data
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
LOCK TABLE llm_config_overrides IN ACCESS EXCLUSIVE MODE;

-- drop column `llm_config_overrides.deleted_at`, keeping its data
-- lock: access share on llm_config_overrides  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_16 AS
  SELECT id, deleted_at FROM llm_config_overrides;

-- drop column `llm_config_overrides.deleted_at`, keeping its data
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: none
ALTER TABLE llm_config_overrides DROP COLUMN deleted_at;

-- add unique constraint `llm_config_overrides.uq_llm_config_override_scope_key`
-- lock: access share on llm_config_overrides  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `llm_config_overrides` with the same `scope`, `scope_key` and `config_key`
DO $migc$ BEGIN IF EXISTS (
SELECT scope, scope_key, config_key, count(*) AS rows FROM llm_config_overrides WHERE scope IS NOT NULL AND scope_key IS NOT NULL AND config_key IS NOT NULL GROUP BY scope, scope_key, config_key HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `llm_config_overrides` with the same `scope`, `scope_key` and `config_key`';
END IF; END $migc$;

-- add unique constraint `llm_config_overrides.uq_llm_config_override_scope_key`
-- lock: access exclusive on llm_config_overrides  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE llm_config_overrides ADD CONSTRAINT uq_llm_config_override_scope_key UNIQUE (scope, scope_key, config_key);

-- drop index `ix_user_llm_preferences_is_deleted` of `user_llm_preferences`
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
DROP INDEX ix_user_llm_preferences_is_deleted;

-- drop constraint `user_llm_preferences.uq_user_llm_preference_user_type_key`
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
ALTER TABLE user_llm_preferences DROP CONSTRAINT uq_user_llm_preference_user_type_key;

-- drop column `user_llm_preferences.is_deleted`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `user_llm_preferences.is_deleted`, keeping its data
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
LOCK TABLE user_llm_preferences IN ACCESS EXCLUSIVE MODE;

-- drop column `user_llm_preferences.is_deleted`, keeping its data
-- lock: access share on user_llm_preferences  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_17 AS
  SELECT id, is_deleted FROM user_llm_preferences;

-- drop column `user_llm_preferences.is_deleted`, keeping its data
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
ALTER TABLE user_llm_preferences DROP COLUMN is_deleted;

-- drop column `user_llm_preferences.deleted_at`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `user_llm_preferences.deleted_at`, keeping its data
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
LOCK TABLE user_llm_preferences IN ACCESS EXCLUSIVE MODE;

-- drop column `user_llm_preferences.deleted_at`, keeping its data
-- lock: access share on user_llm_preferences  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_18 AS
  SELECT id, deleted_at FROM user_llm_preferences;

-- drop column `user_llm_preferences.deleted_at`, keeping its data
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: none
ALTER TABLE user_llm_preferences DROP COLUMN deleted_at;

-- add unique constraint `user_llm_preferences.uq_user_llm_preference_user_type_key`
-- lock: access share on user_llm_preferences  tx: inside  hazards: scans table
-- guard: must return no rows; several rows of `user_llm_preferences` with the same `user_id`, `preference_type` and `preference_key`
DO $migc$ BEGIN IF EXISTS (
SELECT user_id, preference_type, preference_key, count(*) AS rows FROM user_llm_preferences WHERE user_id IS NOT NULL AND preference_type IS NOT NULL AND preference_key IS NOT NULL GROUP BY user_id, preference_type, preference_key HAVING count(*) > 1 LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'several rows of `user_llm_preferences` with the same `user_id`, `preference_type` and `preference_key`';
END IF; END $migc$;

-- add unique constraint `user_llm_preferences.uq_user_llm_preference_user_type_key`
-- lock: access exclusive on user_llm_preferences  tx: inside  hazards: builds index, blocks reads, blocks writes, may fail on data
ALTER TABLE user_llm_preferences ADD CONSTRAINT uq_user_llm_preference_user_type_key UNIQUE (user_id, preference_type, preference_key);

-- drop index `ix_allowed_user_overrides_is_deleted` of `allowed_user_overrides`
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: none
DROP INDEX ix_allowed_user_overrides_is_deleted;

-- drop column `allowed_user_overrides.is_deleted`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `allowed_user_overrides.is_deleted`, keeping its data
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: none
LOCK TABLE allowed_user_overrides IN ACCESS EXCLUSIVE MODE;

-- drop column `allowed_user_overrides.is_deleted`, keeping its data
-- lock: access share on allowed_user_overrides  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_19 AS
  SELECT id, is_deleted FROM allowed_user_overrides;

-- drop column `allowed_user_overrides.is_deleted`, keeping its data
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: none
ALTER TABLE allowed_user_overrides DROP COLUMN is_deleted;

-- drop column `allowed_user_overrides.deleted_at`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `allowed_user_overrides.deleted_at`, keeping its data
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: none
LOCK TABLE allowed_user_overrides IN ACCESS EXCLUSIVE MODE;

-- drop column `allowed_user_overrides.deleted_at`, keeping its data
-- lock: access share on allowed_user_overrides  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_20 AS
  SELECT id, deleted_at FROM allowed_user_overrides;

-- drop column `allowed_user_overrides.deleted_at`, keeping its data
-- lock: access exclusive on allowed_user_overrides  tx: inside  hazards: none
ALTER TABLE allowed_user_overrides DROP COLUMN deleted_at;

-- drop index `ix_batch_jobs_is_deleted` of `batch_jobs`
-- lock: access exclusive on batch_jobs  tx: inside  hazards: none
DROP INDEX ix_batch_jobs_is_deleted;

-- drop column `batch_jobs.is_deleted`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `batch_jobs.is_deleted`, keeping its data
-- lock: access exclusive on batch_jobs  tx: inside  hazards: none
LOCK TABLE batch_jobs IN ACCESS EXCLUSIVE MODE;

-- drop column `batch_jobs.is_deleted`, keeping its data
-- lock: access share on batch_jobs  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_21 AS
  SELECT id, is_deleted FROM batch_jobs;

-- drop column `batch_jobs.is_deleted`, keeping its data
-- lock: access exclusive on batch_jobs  tx: inside  hazards: none
ALTER TABLE batch_jobs DROP COLUMN is_deleted;

-- drop column `batch_jobs.deleted_at`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `batch_jobs.deleted_at`, keeping its data
-- lock: access exclusive on batch_jobs  tx: inside  hazards: none
LOCK TABLE batch_jobs IN ACCESS EXCLUSIVE MODE;

-- drop column `batch_jobs.deleted_at`, keeping its data
-- lock: access share on batch_jobs  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_22 AS
  SELECT id, deleted_at FROM batch_jobs;

-- drop column `batch_jobs.deleted_at`, keeping its data
-- lock: access exclusive on batch_jobs  tx: inside  hazards: none
ALTER TABLE batch_jobs DROP COLUMN deleted_at;

-- drop index `ix_batch_items_is_deleted` of `batch_items`
-- lock: access exclusive on batch_items  tx: inside  hazards: none
DROP INDEX ix_batch_items_is_deleted;

-- drop column `batch_items.is_deleted`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `batch_items.is_deleted`, keeping its data
-- lock: access exclusive on batch_items  tx: inside  hazards: none
LOCK TABLE batch_items IN ACCESS EXCLUSIVE MODE;

-- drop column `batch_items.is_deleted`, keeping its data
-- lock: access share on batch_items  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_23 AS
  SELECT id, is_deleted FROM batch_items;

-- drop column `batch_items.is_deleted`, keeping its data
-- lock: access exclusive on batch_items  tx: inside  hazards: none
ALTER TABLE batch_items DROP COLUMN is_deleted;

-- drop column `batch_items.deleted_at`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `batch_items.deleted_at`, keeping its data
-- lock: access exclusive on batch_items  tx: inside  hazards: none
LOCK TABLE batch_items IN ACCESS EXCLUSIVE MODE;

-- drop column `batch_items.deleted_at`, keeping its data
-- lock: access share on batch_items  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_24 AS
  SELECT id, deleted_at FROM batch_items;

-- drop column `batch_items.deleted_at`, keeping its data
-- lock: access exclusive on batch_items  tx: inside  hazards: none
ALTER TABLE batch_items DROP COLUMN deleted_at;

-- drop index `ix_batch_events_is_deleted` of `batch_events`
-- lock: access exclusive on batch_events  tx: inside  hazards: none
DROP INDEX ix_batch_events_is_deleted;

-- drop column `batch_events.is_deleted`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `batch_events.is_deleted`, keeping its data
-- lock: access exclusive on batch_events  tx: inside  hazards: none
LOCK TABLE batch_events IN ACCESS EXCLUSIVE MODE;

-- drop column `batch_events.is_deleted`, keeping its data
-- lock: access share on batch_events  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_25 AS
  SELECT id, is_deleted FROM batch_events;

-- drop column `batch_events.is_deleted`, keeping its data
-- lock: access exclusive on batch_events  tx: inside  hazards: none
ALTER TABLE batch_events DROP COLUMN is_deleted;

-- drop column `batch_events.deleted_at`, keeping its data
-- lock: none  tx: inside  hazards: none
SELECT 'CREATE SCHEMA migc' WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'migc')
\gexec

-- drop column `batch_events.deleted_at`, keeping its data
-- lock: access exclusive on batch_events  tx: inside  hazards: none
LOCK TABLE batch_events IN ACCESS EXCLUSIVE MODE;

-- drop column `batch_events.deleted_at`, keeping its data
-- lock: access share on batch_events  tx: inside  hazards: scans table
CREATE TABLE migc.stash_hard_delete_transition_26 AS
  SELECT id, deleted_at FROM batch_events;

-- drop column `batch_events.deleted_at`, keeping its data
-- lock: access exclusive on batch_events  tx: inside  hazards: none
ALTER TABLE batch_events DROP COLUMN deleted_at;

COMMIT;

-- migration b3dac404c08b: let agents call agents (up)
-- revises: hard_delete_transition
-- verdict: exact
-- digest: 594b8f9dd74cf00ccc24e40bc0abda08a306b36c8ff3b9121017f0746deb360f

BEGIN;

-- create table `user_agent_subagents`
-- lock: share row exclusive on user_agent_instances  tx: inside  hazards: none
CREATE TABLE user_agent_subagents (
  parent_id uuid NOT NULL,
  subagent_id uuid NOT NULL,
  CONSTRAINT user_agent_subagents_pkey PRIMARY KEY (parent_id, subagent_id),
  CONSTRAINT user_agent_subagents_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES user_agent_instances (id) ON DELETE CASCADE,
  CONSTRAINT user_agent_subagents_subagent_id_fkey FOREIGN KEY (subagent_id) REFERENCES user_agent_instances (id) ON DELETE CASCADE
);

-- create table `user_agent_subagents`
-- lock: share update exclusive on user_agent_subagents  tx: inside  hazards: none
COMMENT ON TABLE user_agent_subagents IS 'which agent may call which';

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
ALTER TABLE llm_request_logs ADD CONSTRAINT llm_request_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;

-- add column `user_agent_instances.is_deepagent`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
ALTER TABLE user_agent_instances ADD COLUMN is_deepagent boolean;

-- add column `user_agent_instances.is_deepagent`
-- lock: row exclusive on user_agent_instances  tx: inside  hazards: changes rows
UPDATE user_agent_instances SET is_deepagent = FALSE;

-- add column `user_agent_instances.is_deepagent`
-- lock: access share on user_agent_instances  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `user_agent_instances` where `is_deepagent` is null
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM user_agent_instances WHERE is_deepagent IS NULL LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `user_agent_instances` where `is_deepagent` is null';
END IF; END $migc$;

-- add column `user_agent_instances.is_deepagent`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: scans table, blocks reads, blocks writes, may fail on data
ALTER TABLE user_agent_instances ALTER COLUMN is_deepagent SET NOT NULL;

-- add column `user_agent_instances.is_deepagent`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON COLUMN user_agent_instances.is_deepagent IS 'plans and delegates to subagents';

COMMIT;

-- migration e70bd305a912: skills of an agent (up)
-- revises: b3dac404c08b
-- verdict: exact
-- digest: 27b574e9581ed7f629d5e36e6a9117c8bd02c9d6ee8d2fb6a9965b705624d369

BEGIN;

-- add column `user_agent_instances.skills`
-- lock: access exclusive on user_agent_instances  tx: inside  hazards: none
ALTER TABLE user_agent_instances ADD COLUMN skills json;

-- add column `user_agent_instances.skills`
-- lock: share update exclusive on user_agent_instances  tx: inside  hazards: none
COMMENT ON COLUMN user_agent_instances.skills IS 'names, descriptions and contents of what the agent can do';

COMMIT;

-- migration seed_public_user: the user of anonymous requests (up)
-- revises: e70bd305a912
-- verdict: exact
-- digest: 19478801c59dcfbc0acd38bdfc05ec140094f49a3c3105e0f2ec7ff1879593f4

BEGIN;

-- insert 1 row into `users`
-- lock: access share on users  tx: inside  hazards: scans table
-- guard: must return no rows; rows of `users` with the `id` of rows to insert
DO $migc$ BEGIN IF EXISTS (
SELECT id FROM users WHERE id = '00000000000000000000000000000001' LIMIT 20
) THEN
RAISE EXCEPTION USING MESSAGE = 'rows of `users` with the `id` of rows to insert';
END IF; END $migc$;

-- insert 1 row into `users`
-- lock: row exclusive on users  tx: inside  hazards: changes rows
INSERT INTO users (id, email, username, hashed_password, first_name, last_name, is_active, is_superuser, is_verified) VALUES
  ('00000000000000000000000000000001', 'public@inference-core.local', 'public', '!locked!public-user-no-login!', 'Public', 'User', TRUE, FALSE, TRUE);

COMMIT;

-- migration fix_public_user_uuid_storage: one form of id for the public user (up)
-- revises: seed_public_user
-- verdict: exact
-- digest: 0be64ba30451305a1c9aad37042b64b7ff8eb483f0650918317c823d355fb6f8
