#pragma once

#include "compiler/dialect/postgres/context.h"
#include "compiler/ops/operation.h"

namespace migc::postgres {

/// Looks before anything is written: names that PostgreSQL would cut, features that the server does
/// not have, raw expressions and types that say nothing for PostgreSQL. Reports what it finds;
/// false when the operation cannot be emitted.
[[nodiscard]] bool check_requirements(const Context& context, const Operation& operation);

}  // namespace migc::postgres
