#include "tests/support/inference_rows.h"

#include <fmt/format.h>

namespace migc::test {

namespace {

std::string id(int number) { return fmt::format("'{:032}'", number); }

std::string user(int number, std::string_view name, bool deleted) {
  return fmt::format(
      "INSERT INTO users (email, username, hashed_password, is_active, is_superuser, is_verified, "
      "id, "
      "created_at, updated_at, is_deleted, deleted_at) VALUES ('{0}@example.org', '{0}', 'x', '1', "
      "'0', '1', {1}, '2026-01-01 00:00:00', '2026-01-01 00:00:00', '{2}', {3})",
      name, id(number), deleted ? 1 : 0, deleted ? "'2026-01-02 00:00:00'" : "NULL");
}

std::string config_override(int number, std::string_view key, int creator, bool deleted) {
  return fmt::format(
      "INSERT INTO llm_config_overrides (scope, scope_key, config_key, config_value, priority, "
      "is_active, created_by_id, id, created_at, updated_at, is_deleted) VALUES ('global', {}, "
      "'temperature', '1', 0, '1', {}, {}, '2026-01-01 00:00:00', '2026-01-01 00:00:00', '{}')",
      key, id(creator), id(number), deleted ? 1 : 0);
}

std::string agent(int number, int owner, std::string_view name, bool deleted) {
  return fmt::format(
      "INSERT INTO user_agent_instances (id, user_id, instance_name, display_name, "
      "base_agent_name, "
      "is_default, is_active, created_at, updated_at, is_deleted) VALUES ({}, {}, '{}', 'An "
      "agent', "
      "'base', '0', '1', '2026-01-01 00:00:00', '2026-01-01 00:00:00', '{}')",
      id(number), id(owner), name, deleted ? 1 : 0);
}

std::string request_log(int number, int caller) {
  return fmt::format(
      "INSERT INTO llm_request_logs (id, user_id, task_type, request_mode, model_name, provider, "
      "success, usage_raw, cost_estimated, streamed, partial, created_at, updated_at) VALUES ({}, "
      "{}, "
      "'chat', 'sync', 'm', 'p', '1', '{{}}', '0', '0', '0', '2026-01-01 00:00:00', "
      "'2026-01-01 00:00:00')",
      id(number), id(caller));
}

std::string job(int number, bool deleted) {
  return fmt::format(
      "INSERT INTO batch_jobs (provider, model, status, mode, id, created_at, updated_at, "
      "is_deleted) "
      "VALUES ('p', 'm', 'CREATED', 'chat', {}, '2026-01-01 00:00:00', '2026-01-01 00:00:00', "
      "'{}')",
      id(number), deleted ? 1 : 0);
}

std::string item(int number, int batch) {
  return fmt::format(
      "INSERT INTO batch_items (batch_job_id, sequence_index, id, created_at, updated_at, "
      "is_deleted) "
      "VALUES ({}, 1, {}, '2026-01-01 00:00:00', '2026-01-01 00:00:00', '0')",
      id(batch), id(number));
}

}  // namespace

std::vector<std::string> inference_rows() {
  return {
      user(11, "alive", false),
      // Marked as deleted, but still active: must not be able to sign in again.
      user(12, "gone", true),
      // Equal but for the mark.
      config_override(21, "'gpt'", 11, false),
      config_override(22, "'gpt'", 12, true),
      // Two rows without a scope key, which no unique constraint tells apart; one of a deleted
      // user.
      config_override(23, "NULL", 11, false),
      config_override(24, "NULL", 12, false),
      // An agent needs a value for the new required flag, also one that hangs on a deleted user.
      agent(31, 11, "helper", false),
      agent(32, 11, "helper", true),
      agent(33, 12, "helper", false),
      request_log(41, 11),
      request_log(42, 12),
      // An item that nobody gave a status, and one whose batch is deleted.
      job(51, false),
      job(52, true),
      item(61, 51),
      item(62, 52),
  };
}

}  // namespace migc::test
