#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"
#include "runtime/driver/transaction.h"
#include "runtime/exec/observer.h"
#include "runtime/exec/policy.h"

namespace migc::runtime {

/// What a run has of its connection: the migrator's lock, the settings that it changed, its
/// patience.
class Session {
 public:
  Session(Driver& driver, std::string lock_key, const Policy& policy, Observer& observer);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Waits for the lock; false when it was told to stop meanwhile. `locked` when the time is over.
  [[nodiscard]] Result<bool> lock();

  /// Makes the settings hold, and no others: what was changed before and is not among them goes
  /// back. Outside a transaction. Costs nothing when nothing changes, which is the normal case from
  /// one batch to the next.
  [[nodiscard]] Result<void> use(const std::vector<Setting>& settings);

  /// Opens a transaction in which these settings hold, and no others.
  [[nodiscard]] Result<Transaction> begin(const std::vector<Setting>& settings);

  /// Connects and locks again after the connection was lost; false when told to stop.
  [[nodiscard]] Result<bool> recover(const Error& lost);

  /// Puts the settings back and releases the lock.
  [[nodiscard]] Result<void> close();

  [[nodiscard]] bool stopping() const { return policy_.stop != nullptr && policy_.stop->load(); }
  /// Sleeps; false when told to stop meanwhile.
  [[nodiscard]] bool pause(std::chrono::milliseconds time) const;
  /// The delay before the attempt that follows `attempt` (from 1): growing, with jitter, so that
  /// two who collided part.
  [[nodiscard]] std::chrono::milliseconds backoff(int attempt);

 private:
  Driver& driver_;
  std::string lock_key_;
  const Policy& policy_;
  Observer& observer_;
  std::map<std::string, std::string> current_, original_;
  std::minstd_rand random_;
};

/// Whether the connection was lost: what was done last is then known to the journal only.
[[nodiscard]] bool is_lost(const Error& error, const Driver& driver);

/// Whether the same transaction may well succeed when it is tried again.
[[nodiscard]] bool is_retryable(const Error& error);

}  // namespace migc::runtime
