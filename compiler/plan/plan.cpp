#include "compiler/plan/plan.h"

#include "compiler/base/check.h"
#include "compiler/ops/evolve.h"

namespace migc {

Plan make_plan(const History& history, const std::set<std::string>& applied, const Route& route) {
  Plan plan;
  Diagnostics diagnostics;
  for (const Revision& revision : history.revisions) {
    if (!applied.contains(revision.id)) continue;
    // Branches may have been applied in another order than the one replayed; they were proven one
    // by one, and what clashes between them is refused by the database, not guessed here.
    for (const Operation& operation : revision.up) evolve(plan.start, operation, diagnostics);
  }
  for (const std::string& id : route.revisions) {
    MIGC_CHECK(history.find(id) != nullptr);
    plan.legs.push_back(
        {id, route.direction == RouteDirection::up ? Direction::up : Direction::down});
  }
  return plan;
}

}  // namespace migc
