#include "runtime/cli/config.h"

#include <algorithm>
#include <array>
#include <fmt/core.h>
#include <fstream>
#include <system_error>
#include <utility>

#include "compiler/base/text.h"
#include "runtime/cli/config_file.h"
#include "runtime/cli/dotenv.h"
#include "runtime/cli/layers.h"

namespace migc::runtime {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view config_name = "migc.toml";
// --- finding the project ------------------------------------------------------------------------

/// The path as it is best shown to somebody who works in `directory`.
std::string show(const fs::path& path, const fs::path& directory) {
  const std::string relative = path.lexically_relative(directory).string();
  return relative.empty() || relative.size() > path.string().size() ? path.string() : relative;
}

/// As `weakly_canonical`, without following links: messages show the names that people use.
fs::path normal(const fs::path& path) {
  fs::path result = path.lexically_normal();
  if (!result.has_filename() && result.has_relative_path()) result = result.parent_path();
  return result;
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

Result<fs::path> start_directory(const Overrides& overrides, const Environment& environment) {
  if (!overrides.directory) return normal(environment.working_directory);
  fs::path directory = normal(environment.working_directory / *overrides.directory);
  std::error_code error;
  if (!fs::is_directory(directory, error)) {
    return fail(ErrorKind::usage, fmt::format("-C: there is no folder `{}`", *overrides.directory));
  }
  return directory;
}

/// The configuration file that was asked for, else the nearest one upwards; nullopt when there is
/// none.
Result<std::optional<fs::path>> find_config_file(const Overrides& overrides,
                                                 const Environment& environment,
                                                 const fs::path& start) {
  std::optional<RawText> named;
  if (overrides.config_file) {
    named = RawText{*overrides.config_file, "--config"};
  } else if (const auto variable = environment.find("MIGC_CONFIG");
             variable && !variable->empty()) {
    named = RawText{*variable, "environment variable MIGC_CONFIG"};
  }
  if (named) {
    const fs::path path = normal(start / named->text);
    if (!is_file(path))
      return fail(ErrorKind::usage,
                  fmt::format("{}: there is no file `{}`", named->origin, named->text));
    return path;
  }
  for (fs::path directory = start;; directory = directory.parent_path()) {
    if (is_file(directory / config_name)) return directory / config_name;
    if (directory == directory.parent_path()) return std::nullopt;
  }
}

Result<std::string> read_text(const fs::path& path, std::string_view shown) {
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  std::array<char, 4096> buffer{};
  // Not through iterators of the buffer: those let the exception of a failed read pass.
  while (stream.read(buffer.data(), buffer.size()) || stream.gcount() > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (!stream.is_open() || stream.bad()) {
    return fail(ErrorKind::io, fmt::format("cannot read `{}`", shown));
  }
  return text;
}

Result<Dotenv> read_dotenv(const fs::path& root, const Environment& environment) {
  const fs::path path = root / ".env";
  if (!is_file(path)) return Dotenv{};
  const std::string shown = show(path, normal(environment.working_directory));
  const Result<std::string> text = read_text(path, shown);
  MIGC_TRY(text);
  return parse_dotenv(*text, shown, environment.variables);
}

// --- putting it together ------------------------------------------------------------------------

Layer flag_layer(const Overrides& overrides, const fs::path& start) {
  Layer layer;
  const auto add = [&](std::string_view name, std::string_view flag,
                       const std::optional<std::string>& text) {
    if (text)
      layer.emplace(name, RawSetting{.values = {{*text, std::string(flag)}},
                                     .origin = std::string(flag),
                                     .expandable = false});
  };
  add("database.url", "--url", overrides.url);
  add("database.lock_timeout", "--lock-timeout", overrides.lock_timeout);
  add("database.statement_timeout", "--statement-timeout", overrides.statement_timeout);
  add("database.lock_wait", "--lock-wait", overrides.lock_wait);
  add("database.retry_for", "--retry-for", overrides.retry_for);
  add("database.connect_timeout", "--connect-timeout", overrides.connect_timeout);
  add("stash.default", "--drops", overrides.drops);
  // A path on the command line is meant from where the person stands.
  if (overrides.migrations)
    add("project.migrations", "--migrations", (start / *overrides.migrations).string());
  if (overrides.dialects) {
    RawSetting setting{.values = {}, .origin = "--dialects", .expandable = false};
    for (std::string& part : split_list(*overrides.dialects))
      setting.values.push_back({std::move(part), "--dialects"});
    layer.emplace("project.dialects", std::move(setting));
  }
  return layer;
}

/// Replaces the references in everything but the URL, whose time is when it is needed.
Result<void> expand_all(Layer& layer, const Variables& variables) {
  for (auto& [name, setting] : layer) {
    if (!setting.expandable || name == "database.url") continue;
    for (RawText& value : setting.values) {
      Result<RawText> expanded = expand(value, variables);
      MIGC_TRY(expanded);
      value = std::move(*expanded);
    }
  }
  return {};
}

/// The typed values of a layer in which every setting has a text.
class Values {
 public:
  explicit Values(const Layer& layer) : layer_(layer) {}

  template <typename T>
  Result<void> text(std::string_view name, Result<T> (*parse)(std::string_view),
                    Configured<T>& target) const {
    const RawSetting& setting = layer_.at(std::string(name));
    Result<T> value = parse_one(name, setting.values.front(), parse);
    MIGC_TRY(value);
    target = {std::move(*value), setting.values.front().origin};
    return {};
  }

  template <typename T>
  Result<void> list(std::string_view name, Result<T> (*parse)(std::string_view),
                    Configured<std::vector<T>>& target) const {
    const RawSetting& setting = layer_.at(std::string(name));
    target.origin = setting.origin;
    for (const RawText& element : setting.values) {
      Result<T> value = parse_one(name, element, parse);
      MIGC_TRY(value);
      target.value.push_back(std::move(*value));
    }
    return {};
  }

 private:
  template <typename T>
  static Result<T> parse_one(std::string_view name, const RawText& text,
                             Result<T> (*parse)(std::string_view)) {
    Result<T> value = parse(text.text);
    if (value) return value;
    const std::string_view key = name.substr(name.find('.') + 1);
    return fail(ErrorKind::usage,
                fmt::format("{}: `{}`: {}", text.origin, key, value.error().message),
                value.error().detail);
  }

  const Layer& layer_;
};

Result<DriverMapping> driver_mapping(const Layer& layer) {
  constexpr std::string_view prefix = "driver_mapping.";
  DriverMapping mapping;
  for (const auto& [name, setting] : layer) {
    if (!name.starts_with(prefix)) continue;
    const RawText& engine = setting.values.front();
    if (!builtin_engine(to_lower(engine.text))) {
      return fail(ErrorKind::usage,
                  fmt::format("{}: `{}` maps to no engine that migc knows", engine.origin,
                              name.substr(prefix.size())),
                  "help: map it to `postgresql` or to `sqlite`");
    }
    mapping.emplace(name.substr(prefix.size()), to_lower(engine.text));
  }
  return mapping;
}

Result<void> check_dialects(const Configured<std::vector<DialectTarget>>& dialects) {
  if (dialects.value.empty()) {
    return fail(ErrorKind::usage, fmt::format("{}: `dialects` is empty", dialects.origin),
                "help: write `postgres >= 13` or `sqlite >= 3.35`");
  }
  for (std::size_t i = 0; i < dialects.value.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (dialects.value[i].name != dialects.value[j].name) continue;
      return fail(ErrorKind::usage, fmt::format("{}: dialect `{}` is named twice", dialects.origin,
                                                dialects.value[i].name));
    }
  }
  return {};
}

Result<Config> typed_config(const Layer& layer, const Variables& variables, fs::path root) {
  Config config;
  config.root = std::move(root);
  const Values values(layer);
  Configured<std::string> migrations;
  MIGC_TRY(values.text("project.migrations", parse_path, migrations));
  config.migrations = {normal(config.root / migrations.value), std::move(migrations.origin)};
  MIGC_TRY(values.list("project.schema", parse_path, config.schema));
  MIGC_TRY(values.list("project.dialects", parse_dialect_target, config.dialects));
  MIGC_TRY(check_dialects(config.dialects));
  MIGC_TRY(values.text("database.lock_timeout", parse_duration, config.lock_timeout));
  MIGC_TRY(values.text("database.validation_lock_timeout", parse_duration,
                       config.validation_lock_timeout));
  MIGC_TRY(values.text("database.statement_timeout", parse_limit, config.statement_timeout));
  MIGC_TRY(values.text("database.idle_timeout", parse_duration, config.idle_timeout));
  MIGC_TRY(values.text("database.attempts", parse_count, config.attempts));
  MIGC_TRY(values.text("database.retry_for", parse_duration, config.retry_for));
  MIGC_TRY(values.text("database.lock_wait", parse_duration, config.lock_wait));
  MIGC_TRY(values.text("database.connect_timeout", parse_duration, config.connect_timeout));
  MIGC_TRY(values.text("database.ledger_schema", parse_ledger_name, config.ledger_schema));
  MIGC_TRY(values.text("database.ledger_prefix", parse_ledger_name, config.ledger_prefix));
  MIGC_TRY(values.list("check.ignore", parse_ignored_code, config.ignored_codes));
  MIGC_TRY(values.list("inspect.include", parse_pattern, config.include));
  MIGC_TRY(values.list("inspect.exclude", parse_pattern, config.exclude));
  MIGC_TRY(values.text("stash.default", parse_drop_policy, config.stash_default));
  MIGC_TRY(values.text("stash.keep", parse_duration, config.stash_keep));
  Result<DriverMapping> mapping = driver_mapping(layer);
  MIGC_TRY(mapping);
  config.driver_mapping = std::move(*mapping);
  const auto url = layer.find("database.url");
  config.url = choose_url(url == layer.end() ? nullptr : &url->second, variables,
                          config.dialects.value, config.driver_mapping);
  config.libpq_parameters = libpq_parameters(variables);
  config.libpq_service = variables.in_environment("PGSERVICE");
  config.libpq_connect_timeout = variables.in_environment("PGCONNECT_TIMEOUT");
  return config;
}

std::optional<Configured<std::string>> selected_environment(const Overrides& overrides,
                                                            const Variables& variables) {
  if (overrides.environment) return Configured<std::string>{*overrides.environment, "--env"};
  if (auto variable = variables.find("MIGC_ENV"); variable && !variable->text.empty()) {
    return Configured<std::string>{std::move(variable->text), std::move(variable->origin)};
  }
  return std::nullopt;
}

Result<void> lay_environment_over(Layer& layer, const Configured<std::string>& selected,
                                  const FileSettings& settings, const std::string& shown) {
  const auto found = settings.environments.find(selected.value);
  if (found != settings.environments.end()) {
    lay_over(layer, found->second);
    return {};
  }
  std::vector<std::string> known;
  for (const auto& [name, section] : settings.environments) known.push_back(name);
  const auto meant = closest(selected.value, known);
  std::string help = fmt::format("help: add a section `[environments.{}]`", selected.value);
  if (meant) {
    help = fmt::format("help: did you mean `{}`?", *meant);
  } else if (!known.empty()) {
    help = fmt::format("help: known are {}", quote_list(known));
  }
  return fail(
      ErrorKind::usage,
      fmt::format("{}: `{}` has no environment `{}`", selected.origin, shown, selected.value),
      std::move(help));
}

}  // namespace

Result<Config> load_config(const Overrides& overrides, const Environment& environment,
                           Project project) {
  const Result<fs::path> start = start_directory(overrides, environment);
  MIGC_TRY(start);
  const Result<std::optional<fs::path>> file = find_config_file(overrides, environment, *start);
  MIGC_TRY(file);
  const fs::path root = *file ? (*file)->parent_path() : *start;
  const Result<Dotenv> dotenv = read_dotenv(root, environment);
  MIGC_TRY(dotenv);
  const Variables variables(environment, *dotenv);

  Layer layer = default_layer();
  FileSettings settings;
  std::string shown(config_name);
  if (*file) {
    shown = show(**file, normal(environment.working_directory));
    const Result<std::string> text = read_text(**file, shown);
    MIGC_TRY(text);
    Result<FileSettings> read = parse_config_file(*text, shown);
    MIGC_TRY(read);
    settings = std::move(*read);
  }
  lay_over(layer, settings.base);
  const auto selected = selected_environment(overrides, variables);
  if (selected) MIGC_TRY(lay_environment_over(layer, *selected, settings, shown));
  std::vector<std::string> warnings;
  const Result<Layer> overriding = variable_layer(variables, warnings);
  MIGC_TRY(overriding);
  lay_over(layer, *overriding);
  const Layer flags = flag_layer(overrides, *start);
  lay_over(layer, flags);

  const bool has_migrations =
      overriding->count("project.migrations") + flags.count("project.migrations") > 0;
  if (!*file && project == Project::required && !has_migrations) {
    return fail(
        ErrorKind::usage,
        fmt::format("there is no `{}` in `{}` or in a folder above it", config_name,
                    start->string()),
        "help: `migc init` begins a project here; `-C DIR` and `--config FILE` name another one");
  }
  MIGC_TRY(expand_all(layer, variables));
  Result<Config> config = typed_config(layer, variables, root);
  MIGC_TRY(config);
  config->file = *file;
  config->environment = selected;
  config->warnings = std::move(warnings);
  return config;
}

Result<ConnectionTarget> target_of(const Config& config, std::string_view url,
                                   std::string_view origin) {
  Result<ConnectionTarget> target = parse_url(url, origin, config.driver_mapping, config.root);
  if (!target || target->engine != "postgres") return target;
  // A service file stands above the variables for libpq, so those of `.env` must not be put over it
  // either.
  const bool service = config.libpq_service || target->params.count("service") > 0;
  if (!service) {
    const std::array<std::pair<std::string_view, std::string*>, 5> members = {
        {{"dbname", &target->database},
         {"host", &target->host},
         {"password", &target->password},
         {"port", &target->port},
         {"user", &target->user}}};
    for (const auto& [name, value] : config.libpq_parameters) {
      const auto* member = std::ranges::find(members, std::string_view(name),
                                             &std::pair<std::string_view, std::string*>::first);
      if (member == members.end()) {
        target->params.emplace(name, value);
      } else if (member->second->empty()) {
        *member->second = value;
      }
    }
  }
  const bool libpq_decides =
      config.connect_timeout.origin == "default" && (config.libpq_connect_timeout || service);
  if (!libpq_decides) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(config.connect_timeout.value);
    target->params.emplace("connect_timeout", std::to_string(seconds.count()));
  }
  return target;
}

Result<ConnectionTarget> database_target(const Config& config) {
  if (config.url.problem) return tl::unexpected<Error>(*config.url.problem);
  return target_of(config, config.url.text, config.url.origin);
}

}  // namespace migc::runtime
