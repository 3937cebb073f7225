#pragma once

#include "compiler/dialect/dialect.h"

namespace migc {

/// PostgreSQL 13 to 18. Every migration runs as ordinary DDL inside one transaction where the
/// server allows it.
[[nodiscard]] const Dialect& postgres_dialect();

}  // namespace migc
