#pragma once

#include <atomic>

namespace migc::runtime {

/// While it lives, SIGINT and SIGTERM ask the run to stop at its next safe point instead of ending
/// the process; a second one ends it at once, which every run must survive anyway.
class StopOnSignal {
 public:
  /// `tell`: the first signal is answered on standard error, so that nobody thinks it was not
  /// heard.
  explicit StopOnSignal(bool tell);
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;
};

/// Becomes true when a signal arrived. The one variable of the program that a signal handler can
/// reach.
[[nodiscard]] const std::atomic<bool>* stop_requested();

}  // namespace migc::runtime
