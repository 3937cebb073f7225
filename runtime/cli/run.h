#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "runtime/cli/environment.h"
#include "runtime/cli/terminal.h"

namespace migc::runtime {

/// Runs migc with the words after the program's name and returns its exit code. All that a run sees
/// of the process comes in through the arguments.
[[nodiscard]] int run(const std::vector<std::string>& arguments, std::istream& in,
                      std::ostream& out, std::ostream& err, const Environment& environment,
                      const Terminal& terminal);

}  // namespace migc::runtime
