#pragma once

#include <string_view>
#include <vector>

#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

namespace migc {

/// The changes of a table that is on both sides under one name, in the order in which they are
/// carried out: what hangs on columns goes first, then come new columns, changes of columns, drops
/// of columns, and what hangs on the columns as they are then. Comments and the owner come last.
[[nodiscard]] std::vector<OperationBody> table_changes(const Table& from, const Table& to,
                                                       std::string_view dialect, Retention drops);

/// What the columns of a partition or heir still have otherwise than wanted, once the changes of
/// its parents have come down to it.
[[nodiscard]] std::vector<OperationBody> settling_changes(const Table& from, const Table& to,
                                                          std::string_view dialect);

/// The values of an enum that are added in their places, the order of those that changed it, and
/// the values that are dropped.
[[nodiscard]] std::vector<OperationBody> enum_changes(const Enum& from, const Enum& to);

}  // namespace migc
