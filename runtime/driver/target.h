#pragma once

#include <map>
#include <string>

namespace migc::runtime {

/// Which database to talk to: what a connection URL says once it has been taken apart. A plain
/// value; nothing in it has been looked up, so an empty member means "not said" and is left to the
/// driver's own defaults (on PostgreSQL the `PG…` variables, the service file and `~/.pgpass`).
struct ConnectionTarget {
  std::string engine;  ///< "postgres" or "sqlite"

  /// SQLite: the database file, relative to the working directory; empty = a private database in
  /// memory.
  std::string path;

  std::string host;  ///< PostgreSQL: a name, an address, or the folder of a unix socket; a comma
                     ///< list is passed on
  std::string port;  ///< digits (or a comma list that goes with `host`)
  std::string database;  ///< percent-decoded, like user and password
  std::string user;
  std::string password;  ///< secret: never printed, logged, stored, or put into a message

  /// PostgreSQL: further libpq parameters (`sslmode`, `options`, `connect_timeout`, `service` …),
  /// decoded; the parser drops what only application drivers understand. SQLite: `mode` (`ro`,
  /// `rw`, `rwc`, `memory`) and nothing else.
  std::map<std::string, std::string> params;

  std::string display;  ///< the URL as it may be shown: the password masked, nothing secret in it

  friend bool operator==(const ConnectionTarget&, const ConnectionTarget&) = default;
};

}  // namespace migc::runtime
