#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/digest.h"
#include "compiler/base/result.h"
#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// Where migc keeps what it knows about a database.
struct Place {
  std::string schema =
      "migc";  ///< PostgreSQL: the schema of the tables `ledger`, `revision` and `meta`
  std::string prefix = "migc_";  ///< SQLite: what their names begin with

  friend bool operator==(const Place&, const Place&) = default;
};

/// Who runs migrations, as the ledger remembers it. Handed in, so that nothing here asks the
/// environment.
struct Identity {
  std::string who;   ///< the user
  std::string host;  ///< the machine
  std::string tool;  ///< name and version of the program
};

/// What the ledger keeps of a migration besides its unit, so that a later checkout without the file
/// can explain and undo it.
struct Archived {
  std::string source;  ///< canonical text
  Digest file_digest;  ///< of the raw bytes of its file: unchanged bytes need no parsing
  std::optional<Unit>
      other;  ///< the unit of the other direction; none when the migration is irreversible
};

/// How far a unit of several batches has come: everything before this place is committed.
struct Position {
  std::size_t batch = 0;
  std::size_t statement = 0;  ///< in a batch that is not transactional
  bool started = false;  ///< that statement was begun; whether it ended is for its probe to say
  std::optional<std::vector<std::string>> reached = {};  ///< the key that a loop has reached

  friend bool operator==(const Position&, const Position&) = default;
};

struct AppliedRevision {
  std::string revision;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  Digest digest;
  Digest file_digest;  ///< none when it was not known
  std::string verdict;
  std::string who;
  std::string applied;      ///< UTC, ISO 8601
  std::int64_t ledger = 0;  ///< its row in the ledger; grows in the order of application
};

/// A unit that began and did not end.
struct UnfinishedUnit {
  std::string revision;
  Direction direction = Direction::up;
  Digest digest;
  Position position;
  std::int64_t ledger = 0;
};

/// What a database says about itself. A revision that is being undone counts as applied until it is
/// gone.
struct State {
  int format = 0;                        ///< of the tables; 0: there are none
  std::int64_t last_entry = 0;           ///< newest row of the ledger
  std::vector<AppliedRevision> applied;  ///< in the order of application
  std::vector<UnfinishedUnit> unfinished;

  [[nodiscard]] const AppliedRevision* find(std::string_view revision) const;
  [[nodiscard]] const UnfinishedUnit* find_unfinished(std::string_view revision) const;
};

/// What is remembered about the files of a checkout.
struct KnownCheckout {
  std::int64_t entry = 0;  ///< newest row of the ledger when they were compared
  std::string words;
};

enum class Outcome {
  done,
  failed,
  interrupted,  ///< stopped by the user, or ended with its process
  running,
  stamped,   ///< recorded without being run
  repaired,  ///< its text was edited after it was applied, and recorded anew on purpose
  purged,    ///< nothing was run: data that the revision kept is gone; the title says which
};
[[nodiscard]] std::string_view to_string(Outcome outcome);

/// One row of the ledger: a unit that was run, or tried.
struct Entry {
  std::int64_t id = 0;
  std::string revision;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::string title;
  Direction direction = Direction::up;
  Outcome outcome = Outcome::done;
  Digest digest;
  std::string verdict, who, host, tool;
  std::string started, finished;  ///< UTC, ISO 8601; an open end is empty
  std::optional<std::chrono::microseconds> duration;
  std::string error, sqlstate;
  /// Whether the row keeps the canonical source, and the script of each direction.
  bool has_source = false, has_up = false, has_down = false;
};

/// The version store of a database. `revision` holds what is applied and how far an unfinished unit
/// has come, `ledger` the whole story, `meta` the format. Nothing is created before `prepare`;
/// reading an untouched database finds an empty state.
///
/// Except where said, functions run statements in whatever transaction is open: that is how a
/// migration and its record are committed together.
class Journal {
 public:
  /// The format of the tables that this version writes. Older ones are upgraded by `prepare`, newer
  /// ones refused.
  static constexpr int format = 2;

  Journal(Driver& driver, Place place, Identity identity);

  [[nodiscard]] const Place& place() const { return place_; }
  /// What to lock for being the only migrator of this place.
  [[nodiscard]] std::string lock_key() const;

  /// Everything that `current` and `apply` need, in one query. Outside a transaction. `refused` for
  /// a newer format.
  [[nodiscard]] Result<State> read_state();

  /// What `remember_checkout` stored, unless anything was recorded since: then, and on an untouched
  /// database, nothing. One query of one row, however long the history is.
  [[nodiscard]] Result<std::optional<KnownCheckout>> known_checkout();
  /// Stores words about the files that the database agrees with, so that the next run need not
  /// compare them one by one.
  [[nodiscard]] Result<void> remember_checkout(const KnownCheckout& checkout);

  /// Creates the tables or brings older ones to this version's format, in a transaction of its own.
  [[nodiscard]] Result<void> prepare(const State& state);

  /// Fails with `refused` unless the revision is where the caller believes it to be: no row when
  /// `expected` is null and the direction is up. Cheap where statements are (SQLite); on PostgreSQL
  /// the record itself finds out.
  [[nodiscard]] Result<void> check_unchanged(const Unit& unit, const Position* expected);

  /// Records a unit of one transaction as stamped, or as done: then it is the last thing before the
  /// commit, which may be the one to tell that it failed.
  [[nodiscard]] Result<void> record(const Unit& unit, const Archived* archived, Outcome outcome,
                                    std::chrono::microseconds duration);

  /// Records that the text of an applied revision is now another one: the unit, up, is what its new
  /// text says.
  [[nodiscard]] Result<void> repair(const Unit& unit, const Archived* archived);

  /// Opens the record of a unit of several batches; returns its ledger row. `earlier` is the row of
  /// an attempt that is resumed.
  [[nodiscard]] Result<std::int64_t> start(const Unit& unit, const Archived* archived,
                                           std::optional<std::int64_t> earlier);
  /// Stores how far the unit has come.
  [[nodiscard]] Result<void> advance(const Unit& unit, const Position& position);
  /// Closes the record: the revision is applied, or gone.
  [[nodiscard]] Result<void> finish(const Unit& unit, const Archived* archived, std::int64_t ledger,
                                    std::chrono::microseconds duration);
  /// Records that a unit failed or was interrupted. `ledger` is its open row, if it has one.
  [[nodiscard]] Result<void> record_failure(const Unit& unit, const Archived* archived,
                                            std::optional<std::int64_t> ledger, Outcome outcome,
                                            const Error& error, std::chrono::microseconds duration);

  /// Records that data which an upgrade kept for its way back is gone, in words. Says `down`, since
  /// it is the way down that lacks it; leaves the scripts of the revision alone.
  [[nodiscard]] Result<void> record_purge(std::string_view revision, std::string_view words);

  /// The whole story, oldest first; empty on an untouched database.
  [[nodiscard]] Result<std::vector<Entry>> history();
  /// The unit that the ledger keeps for a revision, from its last row that has one. Its origins are
  /// unknown.
  [[nodiscard]] Result<std::optional<Unit>> stored_unit(std::string_view revision,
                                                        Direction direction);
  /// The canonical source of a revision as it was applied.
  [[nodiscard]] Result<std::optional<std::string>> stored_source(std::string_view revision);

 private:
  Result<void> remember_version();
  /// Whether an error of a reading query means that there are no tables yet.
  [[nodiscard]] Result<bool> is_missing(const Error& error);
  /// Runs the query that `text` gives for a format; none when there are no tables.
  template <typename Text>
  [[nodiscard]] Result<std::optional<Rows>> read_any_format(const Text& text);
  [[nodiscard]] Result<std::optional<std::string>> newest(std::string_view column,
                                                          std::string_view revision);

  Driver& driver_;
  Place place_;
  Identity identity_;
  std::string data_version_;  ///< SQLite: of the database when its state was read last
};

}  // namespace migc::runtime
