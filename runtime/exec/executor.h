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

/// A script with its archive.
struct Job {
  Script script;
  Archive archive;
};

/// Makes the script anew for what the database turns out to be once the lock is held. Called only
/// when that is not what `seen` says, which is what the first script was made from.
struct Replan {
  State seen;
  std::function<Result<Job>(const State&)> plan;
};

struct Summary {
  std::vector<std::string> done;     ///< revisions, in the order in which they were run
  std::vector<std::string> skipped;  ///< there was nothing to do for them
  std::string stopped;  ///< where a stop was obeyed, in words; empty when the run came to its end
  std::chrono::milliseconds elapsed{0};
};

/// Runs the units of a script, each exactly once, whatever happened before and whoever else tries:
///
/// - Waits for the migrator's lock, then reads the state again and skips what is done meanwhile;
///   with `replan` (may be null) the script is made anew when somebody else changed the state.
/// - An unfinished unit of an earlier run goes first, from the statement at which it ended, in the
///   very form in which it began. `history_changed` when its migration was changed since, or when
///   an applied one differs from its unit.
/// - A transactional batch is committed together with its record. `refused` for a unit whose
///   parents or dependencies are not applied, or (down) on which others that are applied rest.
/// - A failure is rolled back and recorded; the error carries the origin of the statement.
/// - When the connection is lost, a new one is made, the lock is taken again, and the journal says
///   what the database did last.
///
/// The connection has neither settings nor the lock of this run any more when it returns.
[[nodiscard]] Result<Summary> run(const Script& script, const Archive& archive, Driver& driver,
                                  Journal& journal, const Policy& policy, Observer& observer,
                                  const Replan* replan = nullptr);

/// Records the units of a script as applied (up) or not applied (down) without running them, all in
/// one transaction. Settles unfinished units too.
[[nodiscard]] Result<Summary> stamp(const Script& script, const Archive& archive, Driver& driver,
                                    Journal& journal, const Policy& policy, Observer& observer);

/// Records the texts of applied migrations anew, where they were edited: the units (up) are what
/// the new texts say. Nothing is run. `refused` when one of them is not applied any more.
[[nodiscard]] Result<Summary> repair(const Script& script, const Archive& archive, Driver& driver,
                                     Journal& journal, const Policy& policy, Observer& observer);

}  // namespace migc::runtime
