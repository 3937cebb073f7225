#include "runtime/cli/database_url.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/core.h>
#include <utility>

#include "compiler/base/text.h"
#include "runtime/cli/url_parts.h"

namespace migc::runtime {

namespace {

constexpr std::string_view default_url = "sqlite:///migc.db";
constexpr std::string_view default_file = "migc.db";

// Variables of libpq that are connection parameters as well.
constexpr std::array libpq_names = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"PGAPPNAME", "application_name"},
    {"PGCHANNELBINDING", "channel_binding"},
    {"PGCLIENTENCODING", "client_encoding"},
    {"PGCONNECT_TIMEOUT", "connect_timeout"},
    {"PGDATABASE", "dbname"},
    {"PGGSSENCMODE", "gssencmode"},
    {"PGHOST", "host"},
    {"PGHOSTADDR", "hostaddr"},
    {"PGKRBSRVNAME", "krbsrvname"},
    {"PGOPTIONS", "options"},
    {"PGPASSFILE", "passfile"},
    {"PGPASSWORD", "password"},
    {"PGPORT", "port"},
    {"PGREQUIREPEER", "requirepeer"},
    {"PGSERVICE", "service"},
    {"PGSSLCERT", "sslcert"},
    {"PGSSLCRL", "sslcrl"},
    {"PGSSLKEY", "sslkey"},
    {"PGSSLMODE", "sslmode"},
    {"PGSSLROOTCERT", "sslrootcert"},
    {"PGTARGETSESSIONATTRS", "target_session_attrs"},
    {"PGUSER", "user"},
});

DatabaseUrl problem(std::string origin, std::string message, std::string help) {
  Error error{.kind = ErrorKind::usage,
              .message = fmt::format("{}: {}", origin, message),
              .detail = fmt::format("help: {}", help),
              .sqlstate = {}};
  return {.text = {}, .origin = std::move(origin), .problem = std::move(error)};
}

std::string value_of(const Variables& variables, std::string_view name) {
  const auto found = variables.find(name);
  return found ? found->text : std::string();
}

/// A path whose slashes stay readable.
std::string encode_path(std::string_view path) {
  std::vector<std::string> parts;
  for (const std::string_view part : split(path, '/')) parts.push_back(percent_encode(part));
  return join(parts, "/");
}

/// A name such as `app_db` is a database elsewhere and becomes the file `app_db.db`; what looks
/// like a path stays as it is.
std::string sqlite_file(std::string_view name) {
  if (name.empty()) return std::string(default_file);
  if (name == ":memory:" || name.find_first_of("./") != std::string_view::npos)
    return encode_path(name);
  return percent_encode(name) + ".db";
}

std::string server_host(std::string_view host) {
  if (std::ranges::count(host, ':') > 1 && !host.starts_with('[')) return fmt::format("[{}]", host);
  if (host.starts_with('/') || host.starts_with('@')) return percent_encode(host);
  return std::string(host);
}

/// `service` is not empty.
DatabaseUrl compose(const RawText& service, const Variables& variables,
                    const DriverMapping& mapping) {
  const std::string scheme = to_lower(trim(service.text));
  if (!is_scheme(scheme)) {
    return problem(service.origin, "the service is not the scheme of a url",
                   "write `postgresql+asyncpg`, `sqlite+aiosqlite` or the like; a whole url "
                   "belongs in `DATABASE_URL`");
  }
  const auto mapped = mapping.find(scheme);
  const bool is_sqlite =
      builtin_engine(mapped == mapping.end() ? scheme : mapped->second) == "sqlite" ||
      scheme.substr(0, scheme.find('+')) == "sqlite";
  if (is_sqlite) {
    return {.text = fmt::format("{}:///{}", scheme,
                                sqlite_file(trim(value_of(variables, "DATABASE_NAME")))),
            .origin = service.origin,
            .problem = std::nullopt};
  }
  std::string url = scheme + "://";
  const std::string user = value_of(variables, "DATABASE_USER");
  const std::string password = value_of(variables, "DATABASE_PASSWORD");
  if (!user.empty() || !password.empty()) {
    url += percent_encode(user);
    if (!password.empty()) url += ":" + percent_encode(password);
    url += '@';
  }
  const std::string host(trim(value_of(variables, "DATABASE_HOST")));
  if (host.find('@') != std::string::npos && !host.starts_with('@')) {
    return problem(variables.find("DATABASE_HOST")->origin, "the host holds an `@`",
                   "user and password belong in `DATABASE_USER` and `DATABASE_PASSWORD`");
  }
  url += server_host(host);
  if (const auto port = variables.find("DATABASE_PORT"); port && !trim(port->text).empty()) {
    if (!is_digits(trim(port->text))) {
      return problem(port->origin, fmt::format("port `{}` is not a number", port->text),
                     "PostgreSQL listens on 5432 by default");
    }
    url += fmt::format(":{}", trim(port->text));
  }
  url += "/" + percent_encode(trim(value_of(variables, "DATABASE_NAME")));
  return {.text = std::move(url), .origin = service.origin, .problem = std::nullopt};
}

DatabaseUrl expanded_url(const RawSetting& configured, const Variables& variables) {
  const RawText& text = configured.values.front();
  if (!configured.expandable)
    return {.text = text.text, .origin = text.origin, .problem = std::nullopt};
  Result<RawText> expanded = expand(text, variables);
  if (!expanded) return {.text = {}, .origin = text.origin, .problem = std::move(expanded).error()};
  return {.text = std::move(expanded->text),
          .origin = std::move(expanded->origin),
          .problem = std::nullopt};
}

}  // namespace

DatabaseUrl choose_url(const RawSetting* configured, const Variables& variables,
                       const std::vector<DialectTarget>& dialects, const DriverMapping& mapping) {
  if (configured != nullptr) return expanded_url(*configured, variables);
  const auto url = variables.find("DATABASE_URL");
  if (url && !url->text.empty())
    return {.text = url->text, .origin = url->origin, .problem = std::nullopt};
  const auto service = variables.find("DATABASE_SERVICE");
  if (service && !trim(service->text).empty()) return compose(*service, variables, mapping);
  // Somebody meant to name a database; another one must not be taken instead.
  if (url)
    return problem(url->origin, "the database url is empty",
                   "give it a value, or unset the variable");
  if (service)
    return problem(service->origin, "the service is empty",
                   "give it a value, or unset the variable");
  const bool compiles_for_sqlite =
      std::ranges::find(dialects, "sqlite", &DialectTarget::name) != dialects.end();
  if (!compiles_for_sqlite) {
    return problem("default", "no database url is configured",
                   "set `DATABASE_URL`, `url` under `[database]` in `migc.toml`, or use `--url`");
  }
  return {.text = std::string(default_url), .origin = "default", .problem = std::nullopt};
}

std::map<std::string, std::string> libpq_parameters(const Variables& variables) {
  std::map<std::string, std::string> parameters;
  for (const auto& [variable, parameter] : libpq_names) {
    if (variables.in_environment(variable)) continue;
    if (auto found = variables.find(variable); found && !found->text.empty()) {
      parameters.emplace(parameter, std::move(found->text));
    }
  }
  return parameters;
}

}  // namespace migc::runtime
