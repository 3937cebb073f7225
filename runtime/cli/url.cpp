#include "runtime/cli/url.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fmt/core.h>
#include <utility>
#include <vector>

#include "compiler/base/text.h"
#include "runtime/cli/url_parameters.h"
#include "runtime/cli/url_parts.h"

namespace migc::runtime {

namespace {

constexpr std::string_view postgres_drivers[] = {"asyncpg",  "pg8000",       "psycopg",
                                                 "psycopg2", "psycopg2cffi", "psycopg_async"};
constexpr std::string_view sqlite_drivers[] = {"aiosqlite", "pysqlite"};
constexpr std::string_view sqlite_suffixes[] = {".db", ".sqlite", ".sqlite3"};

/// What the messages about one URL have in common.
struct Source {
  std::string_view url;
  std::string_view origin;

  [[nodiscard]] tl::unexpected<Error> refuse(std::string_view problem,
                                             std::string_view help) const {
    return fail(ErrorKind::usage, fmt::format("{}: {}", origin, problem),
                fmt::format("url: {}\nhelp: {}", printable_url(), help));
  }

  [[nodiscard]] std::string printable_url() const { return url.empty() ? "(empty)" : mask(url); }
};

bool has_sqlite_suffix(std::string_view text) {
  const std::string lower = to_lower(text);
  return std::ranges::any_of(sqlite_suffixes, [&](std::string_view suffix) {
    return lower.size() > suffix.size() && lower.ends_with(suffix);
  });
}

bool is_mysql(std::string_view scheme) {
  const std::string_view base = scheme.substr(0, scheme.find('+'));
  return base == "mysql" || base == "mariadb";
}

Result<UrlParameters> read_query(std::string_view query, bool plus_is_space, const Source& source) {
  UrlParameters parameters;
  for (const std::string_view pair : split(query, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) {
      return source.refuse("a parameter of the url has no `=`",
                           "write `?name=value&name=value`, and `%26` for an `&` in a value");
    }
    const auto name = percent_decode(pair.substr(0, equals), plus_is_space);
    const auto value = percent_decode(pair.substr(equals + 1), plus_is_space);
    if (!name || !value) {
      return source.refuse("a parameter of the url has a `%` that begins no escape",
                           "write `%25` for a percent sign");
    }
    parameters.emplace_back(*name, *value);
  }
  return parameters;
}

/// Adds where the URL came from to an error about one of its parameters.
tl::unexpected<Error> placed(const Error& error, const Source& source) {
  return fail(error.kind, fmt::format("{}: {}", source.origin, error.message),
              fmt::format("url: {}\n{}", source.printable_url(), error.detail));
}

struct HostAndPort {
  std::string host;
  std::string port;
};

Result<HostAndPort> read_host(std::string_view text, bool show_port, const Source& source) {
  std::string_view host = text;
  std::optional<std::string_view> port;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos || (close + 1 < text.size() && text[close + 1] != ':')) {
      return source.refuse("the brackets around the IPv6 address do not match",
                           "write `[::1]:5432`");
    }
    host = text.substr(1, close - 1);
    if (close + 1 < text.size()) port = text.substr(close + 2);
  } else {
    const std::size_t colon = text.find(':');
    if (colon != text.rfind(':')) {
      return source.refuse("the host holds more than one `:`",
                           "write an IPv6 address in brackets, as in `[::1]:5432`");
    }
    host = text.substr(0, colon);
    if (colon != std::string_view::npos) port = text.substr(colon + 1);
  }
  const auto decoded = percent_decode(host, false);
  if (!decoded)
    return source.refuse("the host has a `%` that begins no escape",
                         "write `%25` for a percent sign");
  if (std::ranges::any_of(
          *decoded, [](unsigned char c) { return std::isspace(c) != 0 || std::iscntrl(c) != 0; })) {
    return source.refuse("the host holds white space",
                         "percent-encode user, password and database");
  }
  if (port && !port->empty()) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(port->data(), port->data() + port->size(), number);
    if (!is_digits(*port) || error != std::errc{} || number < 1 || number > 65535) {
      return source.refuse(show_port
                               ? fmt::format("port `{}` is not a number from 1 to 65535", *port)
                               : std::string("the port is not a number from 1 to 65535"),
                           "the form is `postgresql://user:password@host:5432/database`");
    }
  }
  return HostAndPort{*decoded, std::string(port.value_or(""))};
}

Result<void> read_hosts(const ServerParts& parts, const Source& source, ConnectionTarget& target) {
  // Without an `@` that ends the password, or with a second one, what stands there may well be a
  // piece of it.
  const bool certain = parts.password && parts.query.find('@') == std::string_view::npos;
  bool any_port = false;
  bool first = true;
  for (const std::string_view text : split(parts.hosts, ',')) {
    const Result<HostAndPort> one = read_host(text, certain, source);
    MIGC_TRY(one);
    if (!first) {
      target.host += ',';
      target.port += ',';
    }
    first = false;
    target.host += one->host;
    target.port += one->port;
    any_port = any_port || !one->port.empty();
  }
  if (!any_port) target.port.clear();
  return {};
}

Result<ConnectionTarget> read_postgres(std::string_view rest, bool plus_is_space,
                                       const Source& source) {
  constexpr std::string_view encode =
      "percent-encode user and password: `@` is `%40`, `/` is `%2F`, `:` is `%3A`, `%` is `%25`";
  ServerParts parts;
  switch (cut(rest, parts)) {
    case Flaw::none:
      break;
    case Flaw::at_sign:
      return source.refuse("the url holds more than one unescaped `@`", encode);
    case Flaw::separator:
      return source.refuse("the url has an unescaped `/` before its `@`", encode);
  }
  ConnectionTarget target;
  target.engine = "postgres";
  const std::array<std::tuple<std::string_view, std::string_view, std::string*>, 3> fields = {{
      {"user", parts.user, &target.user},
      {"password", parts.password.value_or(""), &target.password},
      {"database", parts.database.value_or(""), &target.database},
  }};
  for (const auto& [name, text, member] : fields) {
    const auto decoded = percent_decode(text, false);
    if (!decoded) {
      return source.refuse(fmt::format("the {} has a `%` that begins no escape", name),
                           "write `%25` for a percent sign");
    }
    *member = *decoded;
  }
  MIGC_TRY(read_hosts(parts, source, target));
  const Result<UrlParameters> parameters = read_query(parts.query, plus_is_space, source);
  MIGC_TRY(parameters);
  // An `@` there and a parameter that is none: the "name" may be a piece of the password.
  const bool all_known = std::ranges::all_of(
      *parameters, [](const auto& parameter) { return is_postgres_parameter(parameter.first); });
  if (parts.query.find('@') != std::string_view::npos && !all_known) {
    return source.refuse("the url has an unescaped `@` after its `?`", encode);
  }
  if (const Result<void> applied = apply_postgres_parameters(*parameters, target); !applied) {
    return placed(applied.error(), source);
  }
  target.display = mask(source.url);
  return target;
}

// --- SQLite -------------------------------------------------------------------------------------

/// `file` is decoded; empty and `:memory:` are a database in memory.
Result<ConnectionTarget> sqlite_target(std::string_view file, std::string_view query,
                                       bool plus_is_space, const Source& source,
                                       const std::filesystem::path& base) {
  ConnectionTarget target;
  target.engine = "sqlite";
  if (!file.empty() && file != ":memory:")
    target.path = (base / std::string(file)).lexically_normal().string();
  const Result<UrlParameters> parameters = read_query(query, plus_is_space, source);
  MIGC_TRY(parameters);
  if (const Result<void> applied = apply_sqlite_parameters(*parameters, target); !applied) {
    return placed(applied.error(), source);
  }
  target.display = mask(source.url);
  return target;
}

/// SQLite's own form: `file:relative`, `file:/absolute`, `file:///absolute`, `file::memory:`.
Result<ConnectionTarget> read_file_uri(std::string_view uri, std::string_view query,
                                       const Source& source, const std::filesystem::path& base) {
  std::string_view file = uri.substr(std::string_view("file:").size());
  if (file.starts_with("//")) {
    file.remove_prefix(2);
    const std::size_t slash = file.find('/');
    const std::string_view host = file.substr(0, slash);
    if (slash == std::string_view::npos || (!host.empty() && host != "localhost")) {
      return source.refuse("a `file:` url names a host",
                           "write `file:relative.db` or `file:///absolute.db`");
    }
    file.remove_prefix(slash);
  }
  const auto decoded = percent_decode(file, false);
  if (!decoded)
    return source.refuse("the path has a `%` that begins no escape",
                         "write `%25` for a percent sign");
  return sqlite_target(*decoded, query, false, source, base);
}

Result<ConnectionTarget> read_sqlite(std::string_view rest, bool plus_is_space,
                                     const Source& source, const std::filesystem::path& base) {
  const std::size_t question = rest.find('?');
  const std::string_view query =
      question == std::string_view::npos ? "" : rest.substr(question + 1);
  std::string_view file = rest.substr(0, question);
  if (!file.empty() && file.front() != '/') {
    return source.refuse("the SQLite url has something in the place of the host",
                         "three slashes begin a path relative to the project (`sqlite:///app.db`), "
                         "four an absolute one "
                         "(`sqlite:////var/lib/app.db`)");
  }
  if (!file.empty()) file.remove_prefix(1);
  if (file.starts_with("file:")) return read_file_uri(file, query, source, base);
  const auto decoded = percent_decode(file, false);
  if (!decoded)
    return source.refuse("the path has a `%` that begins no escape",
                         "write `%25` for a percent sign");
  return sqlite_target(*decoded, query, plus_is_space, source, base);
}

// --- schemes ------------------------------------------------------------------------------------

tl::unexpected<Error> unknown_driver(std::string_view scheme, std::string_view base,
                                     const Source& source) {
  const std::string_view driver = scheme.substr(scheme.find('+') + 1);
  if (driver == "pysqlcipher") {
    return source.refuse(
        "driver `pysqlcipher` of `sqlite+pysqlcipher` opens encrypted files, which migc cannot",
        "migrate a database that is not encrypted");
  }
  return source.refuse(
      fmt::format("unknown driver `{}` in `{}`", driver, scheme),
      fmt::format("if it talks to {}, add to `migc.toml`\n[driver_mapping]\n\"{}\" = \"{}\"",
                  base == "sqlite" ? "SQLite" : "PostgreSQL", scheme,
                  base == "sqlite" ? "sqlite" : "postgresql"));
}

tl::unexpected<Error> unknown_scheme(std::string_view scheme, const Source& source) {
  if (is_mysql(scheme)) {
    return source.refuse(
        fmt::format("`{}`: MySQL and MariaDB are not supported in this version", scheme),
        "PostgreSQL (`postgresql://`) and SQLite (`sqlite:///`) are");
  }
  const std::string_view base = scheme.substr(0, scheme.find('+'));
  if (builtin_engine(base))
    return unknown_driver(scheme, base == "sqlite" ? "sqlite" : "postgresql", source);
  if (const auto meant = closest(base, {"postgres", "postgresql", "sqlite"})) {
    return source.refuse(fmt::format("unknown database `{}` in the url", base),
                         fmt::format("did you mean `{}`?", *meant));
  }
  return source.refuse(fmt::format("unknown database `{}` in the url", base),
                       fmt::format("PostgreSQL (`postgresql://`) and SQLite (`sqlite:///`) are "
                                   "known; if it is one of them under another name, "
                                   "add to `migc.toml`\n[driver_mapping]\n\"{}\" = \"postgresql\"",
                                   scheme));
}

tl::unexpected<Error> not_a_url(std::string_view text, const Source& source) {
  const std::size_t colon = text.find(':');
  const std::string scheme = to_lower(text.substr(0, colon));
  if (colon != std::string_view::npos && builtin_engine(scheme.substr(0, scheme.find('+')))) {
    return source.refuse(
        fmt::format("`//` is missing after `{}:`", scheme),
        scheme.starts_with("sqlite")
            ? "write `sqlite:///app.db`, or `sqlite:////var/lib/app.db` for an absolute path"
            : "write `postgresql://user:password@host:5432/database`");
  }
  if (text.find("host=") != std::string_view::npos ||
      text.find("dbname=") != std::string_view::npos) {
    return source.refuse("a connection string of the form `key=value` instead of a url",
                         "write `postgresql://user:password@host:5432/database?sslmode=require`");
  }
  return source.refuse("this is not a database url",
                       "write `postgresql://user:password@host:5432/database`, `sqlite:///app.db`, "
                       "or the path of a file that "
                       "ends in `.db`, `.sqlite` or `.sqlite3`");
}

}  // namespace

bool looks_like_url(std::string_view text) {
  text = trim(text);
  const std::size_t separator = text.find("://");
  if (separator != std::string_view::npos && is_scheme(text.substr(0, separator))) return true;
  return text == ":memory:" || text.starts_with("file:") || has_sqlite_suffix(text);
}

std::optional<std::string> builtin_engine(std::string_view scheme) {
  const std::size_t plus = scheme.find('+');
  const std::string_view base = scheme.substr(0, plus);
  const bool postgres = base == "postgresql" || base == "postgres";
  if (!postgres && base != "sqlite") return std::nullopt;
  if (plus != std::string_view::npos) {
    const std::string_view driver = scheme.substr(plus + 1);
    const bool known =
        postgres ? std::ranges::find(postgres_drivers, driver) != std::end(postgres_drivers)
                 : std::ranges::find(sqlite_drivers, driver) != std::end(sqlite_drivers);
    if (!known) return std::nullopt;
  }
  return postgres ? "postgres" : "sqlite";
}

Result<ConnectionTarget> parse_url(std::string_view url, std::string_view origin,
                                   const DriverMapping& mapping,
                                   const std::filesystem::path& base) {
  url = trim(url);
  const Source source{.url = url, .origin = origin};
  if (url.empty()) {
    return source.refuse(
        "the database url is empty",
        "write `postgresql://user:password@host:5432/database` or `sqlite:///app.db`");
  }
  if (std::ranges::any_of(url, [](unsigned char c) { return std::iscntrl(c) != 0; })) {
    return fail(
        ErrorKind::usage,
        fmt::format("{}: the database url holds a control character, such as a line end", origin));
  }
  const std::size_t separator = url.find("://");
  if (url.starts_with("file:")) {
    const std::size_t question = url.find('?');
    const std::string_view query =
        question == std::string_view::npos ? "" : url.substr(question + 1);
    return read_file_uri(url.substr(0, question), query, source, base);
  }
  if (separator == std::string_view::npos) {
    const std::string lower = to_lower(url);
    const bool scheme_like = lower.starts_with("sqlite:") || lower.starts_with("postgres");
    if (url == ":memory:" ||
        (has_sqlite_suffix(url) && !(scheme_like && lower.find(':') != std::string::npos))) {
      return sqlite_target(url, {}, false, source, base);
    }
    return not_a_url(url, source);
  }
  const std::string scheme = to_lower(url.substr(0, separator));
  const std::string_view rest = url.substr(separator + 3);
  if (scheme.starts_with("jdbc:")) {
    return source.refuse(fmt::format("`{}://` is a url of the Java world", scheme),
                         "leave out `jdbc:`");
  }
  if (!is_scheme(scheme)) return not_a_url(url, source);
  const auto mapped = mapping.find(scheme);
  const auto engine = builtin_engine(mapped == mapping.end() ? std::string_view(scheme)
                                                             : std::string_view(mapped->second));
  if (!engine) return unknown_scheme(scheme, source);
  const bool plus_is_space = scheme.find('+') != std::string::npos;
  return *engine == "sqlite" ? read_sqlite(rest, plus_is_space, source, base)
                             : read_postgres(rest, plus_is_space, source);
}

}  // namespace migc::runtime
