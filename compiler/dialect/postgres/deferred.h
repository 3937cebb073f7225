#pragma once

#include <string_view>
#include <vector>

#include "compiler/dialect/postgres/context.h"

namespace migc::postgres {

// While checks of deferred constraints are pending, PostgreSQL refuses to alter their tables
// ("cannot ALTER TABLE because it has pending trigger events", SQLSTATE 55006). So they are made
// before, and put off again after.

/// The table's own constraints that are initially deferred.
[[nodiscard]] std::vector<ObjectName> deferred_constraints(const Table& table);
/// Those of the tables and of the foreign keys that refer to them; sorted, each once.
[[nodiscard]] std::vector<ObjectName> deferred_constraints(const Schema& schema,
                                                           const std::vector<ObjectName>& tables);

/// SET CONSTRAINTS … IMMEDIATE or DEFERRED; nothing for no names.
void set_constraints(const Context& context, const std::vector<ObjectName>& names,
                     std::string_view mode);

}  // namespace migc::postgres
