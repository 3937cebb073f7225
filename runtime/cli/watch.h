#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// What a statement that takes long is doing.
struct Sight {
  std::string work;  ///< "building index: scanning table"; empty when the server does not say
  std::optional<double> done;                     ///< the part of that work, 0 to 1
  std::optional<std::chrono::seconds> remaining;  ///< at the pace so far
  std::string blockers;  ///< who holds the locks that it waits for; empty when it does not wait
};

/// Looks at a connection from a second one, which is opened only when a statement has taken a
/// while, never holds a transaction open, and whose trouble is nobody's. PostgreSQL only: SQLite
/// has nothing to see, and its rows are counted on the connection itself.
class Watcher {
 public:
  using Clock = std::chrono::steady_clock;
  /// Called from a thread of the watcher's own.
  using Tell = std::function<void(const Sight& sight, std::chrono::milliseconds elapsed)>;

  Watcher(Driver& watched, Tell tell);
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  ~Watcher();

  /// A statement begins. The rows of a loop are estimated.
  void begin(const Statement& statement);
  void end();
  /// Counts the rows of the loop that has begun, on its own connection, where no server estimates
  /// them.
  void count(const BatchLoop& loop);
  /// How many rows the statement will change, as the server believes; 0 when it is not known.
  [[nodiscard]] std::uint64_t expected_rows() const { return expected_rows_; }

 private:
  void watch();
  /// False when there is no second connection to be had.
  bool look(const std::string& session, Clock::time_point began);
  void estimate(const std::string& sql);

  Driver& watched_;
  Tell tell_;
  std::unique_ptr<Driver> own_;  ///< of the thread
  std::string phase_;            ///< of the thread: the work that goes on since `phase_began_`
  Clock::time_point phase_began_;
  std::string to_estimate_;  ///< of the thread: the loop whose rows are still to be estimated
  std::atomic<std::uint64_t> expected_rows_{0};

  std::mutex mutex_;  ///< of all below
  std::condition_variable ended_;
  std::string session_, rows_of_;  ///< empty while no statement runs
  Clock::time_point began_;
  std::uint64_t number_ = 0;  ///< of the statement
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace migc::runtime
