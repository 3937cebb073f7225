#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "compiler/base/result.h"
#include "compiler/plan/script.h"

namespace migc::runtime {

enum class SkipReason {
  already_applied,  ///< by an earlier run or by somebody else while this one waited
  already_reverted,
};

/// What a run tells while it goes on. Called from the thread that runs; what is not overridden is
/// of no interest. The references are valid during the call only.
class Observer {
 public:
  Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;
  virtual ~Observer() = default;

  /// Another migrator is at work; told at once and then about every second.
  virtual void waiting_for_lock(std::string_view /*holder*/, std::chrono::milliseconds /*waited*/) {
  }
  virtual void reconnecting(const Error& /*error*/) {}

  /// `number` of `count`, from 1; `resumed` when an earlier attempt is continued.
  virtual void unit_started(const Unit& /*unit*/, std::size_t /*number*/, std::size_t /*count*/,
                            bool /*resumed*/) {}
  virtual void unit_finished(const Unit& /*unit*/, std::chrono::milliseconds /*elapsed*/) {}
  virtual void unit_failed(const Unit& /*unit*/, const Error& /*error*/) {}
  virtual void unit_skipped(const Unit& /*unit*/, SkipReason /*reason*/) {}

  virtual void statement_started(const Unit& /*unit*/, const Statement& /*statement*/) {}
  virtual void statement_finished(const Unit& /*unit*/, const Statement& /*statement*/,
                                  std::chrono::milliseconds /*elapsed*/) {}
  /// After each turn of a loop: how many there were in this run, and how many rows they changed.
  virtual void loop_advanced(const Unit& /*unit*/, const Statement& /*statement*/,
                             std::uint64_t /*turns*/, std::uint64_t /*rows*/) {}
  /// A transaction was rolled back and will be tried again after `delay`. `attempt` counts from 1.
  virtual void retrying(const Unit& /*unit*/, const Error& /*error*/, int /*attempt*/,
                        std::chrono::milliseconds /*delay*/) {}
};

}  // namespace migc::runtime
