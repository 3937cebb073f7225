#include "runtime/cli/url_parameters.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/core.h>
#include <vector>

#include "compiler/base/text.h"

namespace migc::runtime {

namespace {

enum class Treatment {
  keep,  ///< libpq's own, handed on under the same name
  drop,  ///< only the application's driver or its pool understands it
  database,
  host,
  password,
  port,
  ssl,      ///< asyncpg's and JDBC's word for sslmode
  timeout,  ///< asyncpg's and pg8000's word for connect_timeout
  user,
};

struct Parameter {
  std::string_view name;
  Treatment treatment;
};

// In alphabetical order. What libpq of another version does not know, libpq itself names in its
// message.
constexpr std::array postgres_parameters = std::to_array<Parameter>({
    {"application_name", Treatment::keep},
    {"async_creator_fn", Treatment::drop},
    {"async_fallback", Treatment::drop},
    {"autocommit", Treatment::drop},
    {"channel_binding", Treatment::keep},
    {"client_encoding", Treatment::keep},
    {"command_timeout", Treatment::drop},
    {"connect_timeout", Treatment::keep},
    {"database", Treatment::database},
    {"dbname", Treatment::database},
    {"executemany_mode", Treatment::drop},
    {"fallback_application_name", Treatment::keep},
    {"gssdelegation", Treatment::keep},
    {"gssencmode", Treatment::keep},
    {"gsslib", Treatment::keep},
    {"host", Treatment::host},
    {"hostaddr", Treatment::keep},
    {"isolation_level", Treatment::drop},
    {"keepalives", Treatment::keep},
    {"keepalives_count", Treatment::keep},
    {"keepalives_idle", Treatment::keep},
    {"keepalives_interval", Treatment::keep},
    {"krbsrvname", Treatment::keep},
    {"load_balance_hosts", Treatment::keep},
    {"max_cacheable_statement_size", Treatment::drop},
    {"max_cached_statement_lifetime", Treatment::drop},
    {"max_overflow", Treatment::drop},
    {"max_protocol_version", Treatment::keep},
    {"min_protocol_version", Treatment::keep},
    {"options", Treatment::keep},
    {"passfile", Treatment::keep},
    {"password", Treatment::password},
    {"pool_pre_ping", Treatment::drop},
    {"pool_recycle", Treatment::drop},
    {"pool_size", Treatment::drop},
    {"pool_timeout", Treatment::drop},
    {"port", Treatment::port},
    {"prepare_threshold", Treatment::drop},
    {"prepared_statement_cache_size", Treatment::drop},
    {"prepared_statement_name_func", Treatment::drop},
    {"replication", Treatment::keep},
    {"require_auth", Treatment::keep},
    {"requirepeer", Treatment::keep},
    {"server_settings", Treatment::drop},
    {"service", Treatment::keep},
    {"servicefile", Treatment::keep},
    {"ssl", Treatment::ssl},
    {"ssl_context", Treatment::drop},
    {"ssl_max_protocol_version", Treatment::keep},
    {"ssl_min_protocol_version", Treatment::keep},
    {"sslcert", Treatment::keep},
    {"sslcertmode", Treatment::keep},
    {"sslcompression", Treatment::keep},
    {"sslcrl", Treatment::keep},
    {"sslcrldir", Treatment::keep},
    {"sslkey", Treatment::keep},
    {"sslmode", Treatment::keep},
    {"sslnegotiation", Treatment::keep},
    {"sslpassword", Treatment::keep},
    {"sslrootcert", Treatment::keep},
    {"sslsni", Treatment::keep},
    {"statement_cache_size", Treatment::drop},
    {"target_session_attrs", Treatment::keep},
    {"tcp_keepalive", Treatment::drop},
    {"tcp_user_timeout", Treatment::keep},
    {"timeout", Treatment::timeout},
    {"use_native_hstore", Treatment::drop},
    {"user", Treatment::user},
});

// Options of the Python module and of SQLAlchemy; SQLite itself never sees them.
constexpr std::array<std::string_view, 11> dropped_sqlite_parameters = {
    "autocommit",   "cache",   "cached_statements", "charset",   "check_same_thread",
    "detect_types", "factory", "isolation_level",   "pool_size", "timeout",
    "uri"};

const Parameter* find_postgres_parameter(std::string_view name) {
  const auto* found = std::ranges::find(postgres_parameters, name, &Parameter::name);
  return found == postgres_parameters.end() ? nullptr : found;
}

std::vector<std::string> known_postgres_parameters() {
  std::vector<std::string> names;
  for (const Parameter& parameter : postgres_parameters) names.emplace_back(parameter.name);
  return names;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// Whether the name can be shown: an `&` in a badly written password makes a "name" of its rest.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](unsigned char c) {
    return std::isalpha(c) != 0 || c == '_';
  });
}

tl::unexpected<Error> unknown_parameter(std::string_view engine, std::string_view name,
                                        const std::vector<std::string>& known) {
  if (!is_plain_name(name)) {
    return fail(ErrorKind::usage,
                fmt::format("a parameter of the {} url has a name that is none", engine),
                "help: `&` separates parameters; write `%26` for one that belongs to a value");
  }
  std::string help;
  if (name == "schema" || name == "currentSchema" || name == "search_path") {
    help = "help: write `options=-csearch_path%3DNAME`";
  } else if (const auto meant = closest(name, known)) {
    help = fmt::format("help: a parameter with a similar name exists: `{}`", *meant);
  } else {
    help = "help: leave it out, or give migc a url of its own in `migc.toml` or `MIGC_URL`";
  }
  return fail(ErrorKind::usage, fmt::format("unknown parameter `{}` in the {} url", name, engine),
              std::move(help));
}

Result<std::string> sslmode_of(std::string_view value) {
  const std::string word = to_lower(value);
  for (const std::string_view mode :
       {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}) {
    if (word == mode) return std::string(mode);
  }
  if (word == "true" || word == "1" || word == "on" || word == "yes") return std::string("require");
  if (word == "false" || word == "0" || word == "off" || word == "no")
    return std::string("disable");
  return fail(ErrorKind::usage, "parameter `ssl` of the PostgreSQL url is not a way to use TLS",
              "help: one of `disable`, `allow`, `prefer`, `require`, `verify-ca`, `verify-full`");
}

/// SQLAlchemy writes several hosts as `host=a:5432&host=b:5433`, libpq as
/// `host=a,b&port=5432,5433`.
void add_host(std::string_view value, ConnectionTarget& target, bool first) {
  std::string host(value);
  std::string port;
  const std::size_t colon = value.rfind(':');
  const bool has_port = colon != std::string_view::npos && value.find(':') == colon &&
                        value.find(',') == std::string_view::npos &&
                        is_digits(value.substr(colon + 1));
  if (has_port) {
    host = value.substr(0, colon);
    port = value.substr(colon + 1);
  }
  if (first) {
    target.host = host;
    if (!port.empty()) target.port = port;
    return;
  }
  target.host += "," + host;
  if (!port.empty() || target.port.find(',') != std::string::npos) target.port += "," + port;
}

}  // namespace

bool is_postgres_parameter(std::string_view name) {
  return find_postgres_parameter(name) != nullptr;
}

bool is_secret_parameter(std::string_view name) {
  const std::string word = to_lower(name);
  for (const std::string_view part : {"passw", "pwd", "secret", "token"}) {
    if (word.find(part) != std::string::npos) return true;
  }
  return false;
}

Result<void> apply_postgres_parameters(const UrlParameters& parameters, ConnectionTarget& target) {
  bool host_seen = false;
  for (const auto& [name, value] : parameters) {
    const Parameter* parameter = find_postgres_parameter(name);
    if (parameter == nullptr)
      return unknown_parameter("PostgreSQL", name, known_postgres_parameters());
    switch (parameter->treatment) {
      case Treatment::keep:
        target.params.insert_or_assign(name, value);
        break;
      case Treatment::drop:
        break;
      case Treatment::database:
        target.database = value;
        break;
      case Treatment::host:
        // A host of the authority is replaced, as libpq does it; a second `host=` adds one.
        add_host(value, target, !host_seen);
        host_seen = true;
        break;
      case Treatment::password:
        target.password = value;
        break;
      case Treatment::port:
        target.port = value;
        break;
      case Treatment::ssl: {
        const Result<std::string> mode = sslmode_of(value);
        MIGC_TRY(mode);
        target.params.insert_or_assign("sslmode", *mode);
        break;
      }
      case Treatment::timeout: {
        // asyncpg takes fractions of a second, libpq does not.
        const std::string_view whole = std::string_view(value).substr(0, value.find('.'));
        if (is_digits(whole)) target.params.emplace("connect_timeout", whole);
        break;
      }
      case Treatment::user:
        target.user = value;
        break;
    }
  }
  return {};
}

Result<void> apply_sqlite_parameters(const UrlParameters& parameters, ConnectionTarget& target) {
  for (const auto& [name, value] : parameters) {
    if (name == "mode" && value == "memory") {
      target.path.clear();
    } else if (name == "mode" && (value == "ro" || value == "rw" || value == "rwc")) {
      target.params.insert_or_assign("mode", value);
    } else if (name == "mode") {
      return fail(ErrorKind::usage,
                  "parameter `mode` of the SQLite url is not a way to open a file",
                  "help: one of `ro`, `rw`, `rwc`, `memory`");
    } else if (std::ranges::find(dropped_sqlite_parameters, name) ==
               dropped_sqlite_parameters.end()) {
      std::vector<std::string> known(dropped_sqlite_parameters.begin(),
                                     dropped_sqlite_parameters.end());
      known.emplace_back("mode");
      return unknown_parameter("SQLite", name, known);
    }
  }
  return {};
}

}  // namespace migc::runtime
