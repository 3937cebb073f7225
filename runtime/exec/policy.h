#pragma once

#include <atomic>
#include <chrono>
#include <string>

namespace migc::runtime {

/// How patient a run is.
struct Policy {
  std::chrono::milliseconds lock_wait{std::chrono::minutes(5)};  ///< for another migrator to finish

  /// PostgreSQL, per wait for a lock in a transaction: so that a migration that waits does not hold
  /// up the site behind it.
  std::string lock_timeout = "2s";
  /// PostgreSQL, for statements in transactions; empty: the server's own. Statements outside a
  /// transaction have none of both.
  std::string statement_timeout = {};

  /// PostgreSQL: a process that hangs in a transaction loses its connection after this time, and
  /// with it the locks; empty: the server's own.
  std::string idle_timeout = "30s";

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
