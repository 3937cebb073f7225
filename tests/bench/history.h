#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace migc::bench {

/// The texts of a linear history of `size` migrations: a table in every sixth one, then columns and
/// indexes for it.
[[nodiscard]] std::vector<std::string> history(std::int64_t size);

}  // namespace migc::bench
