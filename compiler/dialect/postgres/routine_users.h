#pragma once

#include <set>
#include <utility>
#include <vector>

#include "compiler/dialect/postgres/dependents.h"

namespace migc::postgres {

/// What keeps a type or a routine in its place besides columns, checks and views: routines, and the
/// defaults that call them.
struct RoutineUsers {
  std::vector<Object> routines;  ///< in the order of their creation
  std::vector<std::pair<ObjectName, Column>> defaults;
};

/// Adds to `dependents` the constraints, indexes and generated columns of tables that mention the
/// type or call one of the routines, and takes those of the routines out that need nothing else of
/// it. No type: an empty name.
[[nodiscard]] RoutineUsers add_routine_users(const Schema& schema, const ObjectName& type,
                                             const std::set<ObjectKey>& routines,
                                             Dependents& dependents);

/// The domains whose rules call one of the routines, and what is left of each without them.
[[nodiscard]] std::vector<std::pair<Domain, Domain>> domains_calling(
    const Schema& schema, const std::set<ObjectKey>& routines);

/// Adds SET DEFAULT with what the column has, or DROP DEFAULT.
void change_default(const Context& context, const ObjectName& table, const Column& column,
                    bool set);

}  // namespace migc::postgres
