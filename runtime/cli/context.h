#pragma once

#include <iosfwd>

#include "runtime/cli/environment.h"
#include "runtime/cli/options.h"
#include "runtime/cli/output.h"

namespace migc::runtime {

/// What every command gets. The referred objects outlive it.
struct Context {
  const Options& options;
  const Environment& environment;
  std::istream& in;
  Output& output;
};

}  // namespace migc::runtime
