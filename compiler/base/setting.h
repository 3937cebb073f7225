#pragma once

#include <string>

namespace migc {

/// A setting of a session or of one transaction: a PRAGMA on SQLite, a configuration parameter on
/// PostgreSQL.
struct Setting {
  std::string name, value;
  friend bool operator==(const Setting&, const Setting&) = default;
};

}  // namespace migc
