#pragma once

#include <string>

#include "runtime/driver/target.h"

namespace migc::test {

/// Where an SQLite database is: a file, or a private one in memory.
[[nodiscard]] inline runtime::ConnectionTarget sqlite_target(const std::string& path = {}) {
  runtime::ConnectionTarget target;
  target.engine = "sqlite";
  target.path = path;
  target.display = "sqlite:///" + path;
  return target;
}

}  // namespace migc::test
