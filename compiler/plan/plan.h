#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/ops/operation.h"
#include "compiler/plan/script.h"
#include "compiler/schema/schema.h"
#include "compiler/sema/history.h"

namespace migc {

/// One revision to be run in one direction.
struct Leg {
  std::string revision;
  Direction direction = Direction::up;
};

/// What to run, in order, and the model that the database has before the first leg.
/// Dialect-neutral.
struct Plan {
  Schema start;
  std::vector<Leg> legs;
  /// Stashes that are gone: ways down do without them and bring back the structure alone.
  std::set<StashName> lost = {};
};

/// The plan for a route through the history from the state in which `applied` are applied.
/// Revisions in `applied` that the history does not hold are not part of the model.
[[nodiscard]] Plan make_plan(const History& history, const std::set<std::string>& applied,
                             const Route& route);

}  // namespace migc
