#pragma once

#include <string_view>

#include "compiler/base/result.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// On a private PostgreSQL server: a role that can do nothing, so that it can be named.
[[nodiscard]] Result<void> create_role(Driver& driver, std::string_view name);

}  // namespace migc::runtime
