#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/base/result.h"
#include "runtime/driver/target.h"

namespace migc::runtime {

/// `[driver_mapping]`: the scheme of an application's URL, in lower case, to a scheme that migc
/// knows.
using DriverMapping = std::map<std::string, std::string>;

/// Takes the application's database URL apart.
///
/// Accepted: `postgresql://` and `postgres://`, alone or with one of the drivers of the Python
/// world (`+asyncpg`,
/// `+psycopg` …), in libpq's full form (several hosts, IPv6, sockets, parameters);
/// `sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite://` and `sqlite:///:memory:`, alone
/// or with `+aiosqlite` or `+pysqlite`; `file:` URIs; a bare path that ends in `.db`, `.sqlite` or
/// `.sqlite3`; and what `mapping` adds. Parameters that only application drivers understand are
/// translated or dropped. A `+` in a parameter's value is a space when the scheme names a driver,
/// as it is for the application, and a plus otherwise, as it is for libpq. A relative SQLite path
/// is taken from `base`.
///
/// `origin` says where the URL was written ("--url", "migc.toml:7", "environment variable
/// DATABASE_URL"); every message begins with it. No message contains a password, nor anything that
/// may be a part of a badly written one.
[[nodiscard]] Result<ConnectionTarget> parse_url(std::string_view url, std::string_view origin,
                                                 const DriverMapping& mapping,
                                                 const std::filesystem::path& base);

/// The URL with every password in it as `***`. Text that is not a URL is masked as well, rather too
/// much than too little.
[[nodiscard]] std::string mask(std::string_view url);

/// Whether a person who writes this means a database: it has a scheme, or it is the path of an
/// SQLite file.
[[nodiscard]] bool looks_like_url(std::string_view text);

/// The text with all but letters, digits and `-._~` percent-encoded.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// The engine of a scheme that migc knows by itself: "postgres", "sqlite", or nullopt.
[[nodiscard]] std::optional<std::string> builtin_engine(std::string_view scheme);

}  // namespace migc::runtime
