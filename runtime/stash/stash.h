#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"
#include "runtime/journal/journal.h"

namespace migc::runtime {

/// Where the migration of a stash stands.
enum class StashState {
  applied,     ///< its downgrade will want the stash
  unfinished,  ///< it is on its way up or down
  orphan,      ///< not applied any more: no downgrade will come for the stash
  unknown,     ///< the ledger never heard of the revision: perhaps not even a stash
};
[[nodiscard]] std::string_view to_string(StashState state);

/// A table in which a migration keeps what it took away.
struct Stash {
  std::string name;  ///< "<revision>_<number in its migration>"
  std::string revision;
  std::string table;                 ///< as it stands in SQL
  std::vector<std::string> columns;  ///< in their order
  std::vector<std::string> helpers;  ///< tables that belong to it, as they stand in SQL
  std::string what;  ///< the operation in words; its columns where that is not known
  std::int64_t rows = 0;
  std::optional<std::int64_t> bytes;  ///< where the engine tells
  std::string kept;                   ///< since when, UTC, ISO 8601; empty when nobody knows
  std::string due;                    ///< when a purge takes it by itself; empty when nobody knows
  bool overdue = false;
  StashState state = StashState::unknown;
};

/// Names of the stashes that a database holds.
[[nodiscard]] Result<std::set<std::string>> stash_names(Driver& driver, const Place& place);

/// All stashes, oldest first; `keep` says for how long they are kept. `state` is the journal's.
[[nodiscard]] Result<std::vector<Stash>> list_stashes(Driver& driver, Journal& journal,
                                                      const State& state,
                                                      std::chrono::milliseconds keep);

/// Drops a stash with its helper tables and records that in the ledger, in one transaction. Returns
/// how many rows are gone. `refused` for one whose migration is unfinished or unknown.
[[nodiscard]] Result<std::int64_t> purge_stash(Driver& driver, Journal& journal,
                                               const Stash& stash);

/// A stash that a way down reads and that the database does not hold.
struct MissingStash {
  std::string name;
  std::string revision;
  std::string purged;  ///< when, UTC; empty when the ledger knows of no purge
  std::string who;     ///< purged it
};

/// The stashes that the units of a script would miss. Units that an earlier run began are passed
/// over: they go on where they stopped, and may have used theirs up.
[[nodiscard]] Result<std::vector<MissingStash>> missing_stashes(Driver& driver, Journal& journal,
                                                                const State& state,
                                                                const Script& script);

}  // namespace migc::runtime
