#include "runtime/cli/settings.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fmt/core.h>
#include <limits>

#include "compiler/base/diagnostic.h"
#include "compiler/base/text.h"

namespace migc::runtime {

namespace {

/// Whether a parser takes the text.
template <auto parse>
Result<void> takes(std::string_view text) {
  const auto parsed = parse(text);
  MIGC_TRY(parsed);
  return {};
}

// What is wrong with a URL can only be said once its references are replaced; see `parse_url`.
Result<void> takes_anything(std::string_view) { return {}; }

constexpr std::array keys = std::to_array<SettingKey>({
    {"check", "ignore", Shape::list, "", takes<parse_ignored_code>},
    {"database", "attempts", Shape::text, "30", takes<parse_count>},
    {"database", "connect_timeout", Shape::text, "10s", takes<parse_duration>},
    {"database", "idle_timeout", Shape::text, "10s", takes<parse_duration>},
    {"database", "ledger_prefix", Shape::text, "migc_", takes<parse_ledger_name>},
    {"database", "ledger_schema", Shape::text, "migc", takes<parse_ledger_name>},
    // PostgreSQL cancels an autovacuum that is in the way after deadlock_timeout, one second: a
    // shorter wait never wins.
    {"database", "lock_timeout", Shape::text, "2s", takes<parse_duration>},
    {"database", "lock_wait", Shape::text, "5min", takes<parse_duration>},
    {"database", "retry_for", Shape::text, "15min", takes<parse_duration>},
    {"database", "statement_timeout", Shape::text, "auto", takes<parse_limit>},
    {"database", "url", Shape::text, "", takes_anything},
    {"database", "validation_lock_timeout", Shape::text, "5s", takes<parse_duration>},
    {"inspect", "exclude", Shape::list, "", takes<parse_pattern>},
    {"inspect", "include", Shape::list, "", takes<parse_pattern>},
    {"project", "dialects", Shape::list, "postgres >= 13, sqlite >= 3.35",
     takes<parse_dialect_target>},
    {"project", "migrations", Shape::text, "migrations", takes<parse_path>},
    {"project", "schema", Shape::list, "schema/*.mig", takes<parse_path>},
    {"stash", "default", Shape::text, "preserve", takes<parse_drop_policy>},
    {"stash", "keep", Shape::text, "30d", takes<parse_duration>},
});

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};

constexpr std::array units = std::to_array<Unit>({
    {"ms", 1},
    {"s", 1'000},
    {"min", 60'000},
    {"m", 60'000},
    {"h", 3'600'000},
    {"d", 86'400'000},
    {"w", 604'800'000},
});

constexpr std::string_view duration_help =
    "help: a number and a unit: `500ms`, `2s`, `5min`, `12h`, `30d`, or `0` for no limit";
constexpr std::string_view dialect_help = "help: write `postgres >= 13` or `sqlite >= 3.35`";

std::optional<Version> parse_version(std::string_view text) {
  std::array<int, 3> numbers{};
  for (int& number : numbers) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) return Version{numbers[0], numbers[1], numbers[2]};
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
  }
  return std::nullopt;
}

}  // namespace

std::span<const SettingKey> setting_keys() { return keys; }

const SettingKey* find_setting_key(std::string_view section, std::string_view name) {
  const auto* found = std::ranges::find_if(
      keys, [&](const SettingKey& key) { return key.section == section && key.name == name; });
  return found == keys.end() ? nullptr : found;
}

std::vector<std::string> variable_names(const SettingKey& key) {
  std::vector<std::string> names = {to_upper(fmt::format("MIGC_{}_{}", key.section, key.name))};
  if (key.section == "project" || key.section == "database") {
    names.push_back(to_upper(fmt::format("MIGC_{}", key.name)));
  }
  return names;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t comma = text.find(',');
    if (const std::string_view part = trim(text.substr(0, comma)); !part.empty())
      parts.emplace_back(part);
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const std::string_view trimmed = trim(text);
  if (trimmed == "0") return std::chrono::milliseconds(0);
  std::int64_t number = 0;
  const auto [end, error] =
      std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
  const std::string unit =
      to_lower(trim(trimmed.substr(static_cast<std::size_t>(end - trimmed.data()))));
  const auto* found = std::ranges::find(units, std::string_view(unit), &Unit::name);
  if (error == std::errc::result_out_of_range ||
      (error == std::errc{} && found != units.end() &&
       number > std::numeric_limits<std::int64_t>::max() / found->milliseconds)) {
    return fail(ErrorKind::usage, fmt::format("`{}` is too long", text),
                std::string(duration_help));
  }
  if (error != std::errc{} || number < 0 || found == units.end()) {
    return fail(ErrorKind::usage, fmt::format("`{}` is not a duration", text),
                std::string(duration_help));
  }
  return std::chrono::milliseconds(number * found->milliseconds);
}

Result<std::optional<std::chrono::milliseconds>> parse_limit(std::string_view text) {
  if (to_lower(trim(text)) == "auto") return std::nullopt;
  const Result<std::chrono::milliseconds> duration = parse_duration(text);
  MIGC_TRY(duration);
  return *duration;
}

Result<int> parse_count(std::string_view text) {
  const std::string_view trimmed = trim(text);
  int number = 0;
  const auto [end, error] =
      std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
  if (error != std::errc{} || end != trimmed.data() + trimmed.size() || number < 1) {
    return fail(ErrorKind::usage, fmt::format("`{}` is not a whole number from 1 on", text));
  }
  return number;
}

Result<DialectTarget> parse_dialect_target(std::string_view text) {
  const std::string_view trimmed = trim(text);
  std::size_t end = 0;
  while (end < trimmed.size() && std::isalnum(static_cast<unsigned char>(trimmed[end])) != 0) ++end;
  const std::string word = to_lower(trimmed.substr(0, end));
  std::string_view rest = trim(trimmed.substr(end));
  DialectTarget target;
  if (word == "postgres" || word == "postgresql" || word == "pg") {
    target.name = "postgres";
  } else if (word == "sqlite" || word == "sqlite3") {
    target.name = "sqlite";
  } else if (word == "mysql" || word == "mariadb") {
    return fail(ErrorKind::usage,
                fmt::format("dialect `{}` is not supported in this version", word),
                std::string(dialect_help));
  } else {
    const auto meant = closest(word, {"postgres", "postgresql", "sqlite"});
    return fail(
        ErrorKind::usage, fmt::format("unknown dialect `{}`", word.empty() ? trimmed : word),
        meant ? fmt::format("help: did you mean `{}`?", *meant) : std::string(dialect_help));
  }
  if (rest.empty()) return target;
  if (!rest.starts_with(">=")) {
    return fail(ErrorKind::usage,
                fmt::format("`{}` is not a dialect with its oldest version", text),
                std::string(dialect_help));
  }
  const auto version = parse_version(trim(rest.substr(2)));
  if (!version) {
    return fail(ErrorKind::usage, fmt::format("`{}` has no version after `>=`", text),
                std::string(dialect_help));
  }
  target.minimum = *version;
  return target;
}

Result<DropPolicy> parse_drop_policy(std::string_view text) {
  if (text == "preserve") return DropPolicy::preserve;
  if (text == "discard") return DropPolicy::discard;
  if (text == "ask") return DropPolicy::ask;
  return fail(ErrorKind::usage, fmt::format("`{}` does not say what a drop does", text),
              "help: one of `preserve`, `discard`, `ask`");
}

Result<std::string> parse_ledger_name(std::string_view text) {
  constexpr std::string_view help =
      "help: lower-case letters, digits and `_`, a letter first, at most 30 characters";
  const bool plain = std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (text.empty() || text.size() > 30 || !plain || text.front() < 'a') {
    return fail(ErrorKind::usage,
                fmt::format("`{}` cannot name the place of migc's own tables", text),
                std::string(help));
  }
  if (text.starts_with("pg_") || text.starts_with("sqlite_")) {
    return fail(ErrorKind::usage, fmt::format("`{}` begins as the database's own names do", text),
                std::string(help));
  }
  return std::string(text);
}

Result<std::string> parse_path(std::string_view text) {
  if (trim(text).empty()) return fail(ErrorKind::usage, "the path is empty");
  return std::string(text);
}

Result<std::string> parse_pattern(std::string_view text) {
  if (!text.empty()) return std::string(text);
  return fail(ErrorKind::usage, "found an empty text, expected the pattern of a name",
              "help: `audit_*`, or `app.*` for a schema");
}

Result<std::string> parse_ignored_code(std::string_view text) {
  std::vector<std::string> known;
  for (const Code code : all_codes()) {
    known.emplace_back(code_id(code));
    known.emplace_back(code_name(code));
    if (text != code_id(code) && text != code_name(code)) continue;
    // The severity of a safety rule may change with a version, that of a mistake does not.
    if (code_id(code).starts_with('E')) {
      return fail(ErrorKind::usage, fmt::format("`{}` is an error and cannot be ignored", text),
                  "help: warnings can, such as `W9001`");
    }
    return std::string(text);
  }
  const std::size_t digits = text.find_first_of("0123456789");
  const bool id_like = digits != std::string_view::npos && digits >= 1 && digits <= 2 &&
                       text.size() - digits >= 3 && text.size() - digits <= 4 &&
                       text.find_first_not_of("0123456789", digits) == std::string_view::npos &&
                       text.substr(0, digits).find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
                           std::string_view::npos;
  if (id_like) return std::string(text);
  const auto meant = closest(text, known);
  return fail(ErrorKind::usage, fmt::format("`{}` is not the code of a finding", text),
              meant ? fmt::format("help: did you mean `{}`?", *meant)
                    : std::string("help: codes look like `MG601` or `W9001`"));
}

}  // namespace migc::runtime
