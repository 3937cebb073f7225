#pragma once

#include <iosfwd>
#include <memory>
#include <vector>

#include "runtime/cli/environment.h"
#include "runtime/cli/options.h"
#include "runtime/cli/output.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// What every command gets. The referred objects outlive it.
struct Context {
  const Options& options;
  const Environment& environment;
  std::istream& in;
  Output& output;
  /// Connections that the end of the process closes: on SQLite freeing a large schema piece by
  /// piece takes as long as much of what a run without work does.
  std::vector<std::unique_ptr<Driver>>& left_open;
};

}  // namespace migc::runtime
