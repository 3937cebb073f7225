#pragma once

#include <atomic>
#include <chrono>
#include <string>

namespace migc::runtime {

/// How patient a run is.
struct Policy {
  std::chrono::milliseconds lock_wait{std::chrono::minutes(5)};  ///< for another migrator to finish

  /// The four that follow are PostgreSQL's, with its units, for statements in transactions.
  /// Outside of one a statement waits and runs as long as it has to: a timeout would leave an
  /// invalid index behind.

  /// Per wait for a lock, so that a migration that waits does not hold up the site behind it.
  std::string lock_timeout = "2s";
  /// The same for a batch whose locks are in nobody's way but another migration's.
  std::string validation_lock_timeout = "5s";
  /// For every statement; empty: what its kind needs, as the next two say. What reads or writes a
  /// whole table takes as long as the table is large.
  std::string statement_timeout = {};
  /// For changes of the catalog alone, a matter of milliseconds. Longer than the wait for a lock,
  /// so that it is the lock's timeout that ends a wait, which can be tried again.
  std::string catalog_timeout = "10s";
  /// For a turn of a loop over rows.
  std::string turn_timeout = "30s";
  /// A process that hangs in a transaction loses its connection after this time, and with it the
  /// locks.
  std::string idle_timeout = "10s";

  /// A transaction that could not get a lock, met a deadlock or a serialisation failure is rolled
  /// back and tried again.
  int attempts = 30;
  std::chrono::milliseconds retry_for{std::chrono::minutes(15)};
  std::chrono::milliseconds first_delay{500};
  std::chrono::milliseconds longest_delay{std::chrono::seconds(30)};

  std::chrono::milliseconds reconnect_for{
      std::chrono::minutes(1)};  ///< after the connection was lost

  /// Set from elsewhere (a signal handler) to stop at the next safe point; may be null.
  const std::atomic<bool>* stop = nullptr;
};

}  // namespace migc::runtime
