#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"
#include "runtime/exec/observer.h"
#include "runtime/exec/policy.h"
#include "runtime/journal/journal.h"

namespace migc::runtime {

/// What to keep of each migration of a script, by revision. A revision without an entry is recorded
/// with its unit alone.
using Archive = std::map<std::string, Archived, std::less<>>;

struct Summary {
  std::vector<std::string> done;     ///< revisions, in the order in which they were run
  std::vector<std::string> skipped;  ///< there was nothing to do for them
  std::string stopped;  ///< where a stop was obeyed, in words; empty when the run came to its end
  std::chrono::milliseconds elapsed{0};
};

/// Runs the units of a script, each exactly once, whatever happened before and whoever else tries:
///
/// - Waits for the migrator's lock, then reads the state again and skips what is done meanwhile.
/// - An unfinished unit of an earlier run goes first, from the statement at which it ended, in the
/// very form in which it
///   began. `history_changed` when its migration was changed since, or when an applied one differs
///   from its unit.
/// - A transactional batch is committed together with its record. `refused` for a unit whose
/// parents are not applied, or
///   (down) whose children still are.
/// - A failure is rolled back and recorded; the error carries the origin of the statement.
///
/// The connection has neither settings nor the lock of this run any more when it returns.
[[nodiscard]] Result<Summary> run(const Script& script, const Archive& archive, Driver& driver,
                                  Journal& journal, const Policy& policy, Observer& observer);

/// Records the units of a script as applied (up) or not applied (down) without running them, all in
/// one transaction. Settles unfinished units too.
[[nodiscard]] Result<Summary> stamp(const Script& script, const Archive& archive, Driver& driver,
                                    Journal& journal, const Policy& policy, Observer& observer);

}  // namespace migc::runtime
