#pragma once

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "runtime/cli/environment.h"
#include "runtime/cli/terminal.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// Runs migc with the words after the program's name and returns its exit code. All that a run sees
/// of the process comes in through the arguments. What is in `left_open` afterwards need not be
/// closed by a process that ends.
[[nodiscard]] int run(const std::vector<std::string>& arguments, std::istream& in,
                      std::ostream& out, std::ostream& err, const Environment& environment,
                      const Terminal& terminal, std::vector<std::unique_ptr<Driver>>& left_open);

}  // namespace migc::runtime
