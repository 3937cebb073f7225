#pragma once

#include <string_view>

#include "compiler/schema/schema.h"
#include "runtime/inspect/inspect.h"

namespace migc::runtime {

/// Whether a name fits a pattern of letters, `*` (any letters, or none) and `?` (any one letter).
[[nodiscard]] bool fits(std::string_view name, std::string_view pattern);

/// Whether an object of this name is asked for.
[[nodiscard]] bool is_wanted(const InspectOptions& options, const ObjectName& name);

}  // namespace migc::runtime
