#pragma once

#include <string>

#include "compiler/ops/operation.h"

namespace migc {

/// One line of English: "add column `users.last_login`". For logs, SQL comments and plan listings.
[[nodiscard]] std::string describe(const Operation& operation);

}  // namespace migc
