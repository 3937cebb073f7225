#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"
#include "runtime/driver/transaction.h"
#include "runtime/exec/observer.h"
#include "runtime/exec/once.h"
#include "runtime/exec/policy.h"
#include "runtime/exec/session.h"
#include "runtime/journal/journal.h"

namespace migc::runtime {

/// Runs one unit to its end, from wherever the journal says that it is. Precondition: the lock is
/// held and the journal has its tables.
class UnitRunner {
 public:
  /// `archived` may be null. All references must outlive the runner.
  UnitRunner(const Unit& unit, const Archived* archived, Driver& driver, Journal& journal,
             Session& session, const Policy& policy, Observer& observer);

  /// `unfinished` is the journal's entry of an earlier attempt at this unit, or null. Fails with
  /// the unit rolled back to the last safe point and the failure recorded; when the connection was
  /// lost, what happened last is unknown and nothing is recorded: the journal tells.
  [[nodiscard]] Result<void> run(const UnfinishedUnit* unfinished);

  /// After `run`: where a stop was obeyed, in words; empty when the unit is done.
  [[nodiscard]] const std::string& stopped() const { return stopped_; }

 private:
  using Clock = std::chrono::steady_clock;

  Result<void> run_from_here();
  Result<void> run_transactional(std::size_t index);
  Result<void> try_transactional(std::size_t index);
  Result<void> run_outside(std::size_t index);
  Result<void> run_outside_statement(std::size_t index, std::size_t number, const OnceRule& rule);
  /// False when the database does not want the statement in a transaction.
  Result<bool> run_in_own_transaction(std::size_t index, std::size_t number);
  Result<void> mark(std::size_t index, std::size_t number, const OnceRule& rule);
  Result<void> run_loop(std::size_t index, std::size_t number);
  /// One turn of at most `size` rows in one transaction; false when there is nothing left.
  Result<bool> turn_loop(std::size_t index, std::size_t number, std::int64_t size,
                         std::uint64_t& rows);
  /// True when the effect of a statement that was begun is there. Clears what is half there.
  Result<bool> is_done(const Statement& statement, const OnceRule& rule);
  Result<bool> is_probed(const Statement& statement);
  Result<bool> is_index_settled(const OnceRule& rule);
  /// A statement that the database refused has no effect, except for what it may have left half
  /// done.
  void forget_attempt(std::size_t index, std::size_t number, const OnceRule& rule, Error& error);

  Result<void> run_statement(const Statement& statement);
  Result<void> run_guard(const Statement& statement);
  Result<void> run_expand(const Statement& statement);

  /// Runs `attempt` until it succeeds, fails for good, or the patience is over.
  template <typename Attempt>
  Result<void> with_retries(const Attempt& attempt);
  Result<void> commit(Transaction& transaction);
  Result<void> open_record();
  Result<void> record_progress(std::size_t index);
  void record_failure(Error& error);
  /// How long a batch may wait and run.
  enum class Patience {
    measured,  ///< in a transaction
    turns,     ///< in many short ones
    endless,   ///< outside of any
  };
  [[nodiscard]] std::vector<Setting> settings_of(const Batch& batch, Patience patience) const;
  [[nodiscard]] Error explained(Error error, const Statement& statement) const;
  [[nodiscard]] std::chrono::microseconds elapsed() const;
  void stop_at(std::string where) { stopped_ = std::move(where); }

  const Unit& unit_;
  const Archived* archived_;
  Driver& driver_;
  Journal& journal_;
  Session& session_;
  const Policy& policy_;
  Observer& observer_;

  std::size_t batch_count_ =
      0;  ///< 1 for a unit without batches: there still is something to record
  Clock::time_point begin_ = Clock::now();
  Position position_;                    ///< what is committed
  bool open_ = false;                    ///< the journal holds a row for this unit
  std::int64_t ledger_ = 0;              ///< its row in the ledger
  std::optional<std::int64_t> earlier_;  ///< the ledger row of the attempt that is continued
  bool done_ = false;
  std::string stopped_;
};

}  // namespace migc::runtime
