#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "runtime/cli/context.h"
#include "runtime/cli/json.h"
#include "runtime/cli/watch.h"
#include "runtime/exec/observer.h"

namespace migc::runtime {

/// A time for people: "0.4 ms", "12 ms", "3.5 s".
[[nodiscard]] std::string duration_words(std::chrono::microseconds time);

/// Tells on the error stream what a run does: lines for a person at a terminal, with a last line
/// that is drawn over; lines with the time of day for a log; one JSON object an event with
/// `--format json`.
class Talk : public Observer {
 public:
  Talk(const Context& context, Driver& driver);

  void waiting_for_lock(std::string_view holder, std::chrono::milliseconds waited) override;
  void reconnecting(const Error& error) override;
  void unit_started(const Unit& unit, std::size_t number, std::size_t count, bool resumed) override;
  void unit_finished(const Unit& unit, std::chrono::milliseconds elapsed) override;
  void unit_failed(const Unit& unit, const Error& error) override;
  void unit_skipped(const Unit& unit, SkipReason reason) override;
  void statement_started(const Unit& unit, const Statement& statement) override;
  void statement_finished(const Unit& unit, const Statement& statement,
                          std::chrono::milliseconds elapsed) override;
  void loop_advanced(const Unit& unit, const Statement& statement, std::uint64_t turns,
                     std::uint64_t rows) override;
  void retrying(const Unit& unit, const Error& error, int attempt,
                std::chrono::milliseconds delay) override;

  /// Who was last seen in the way of a statement; empty when nobody was.
  [[nodiscard]] std::string blockers() const;

 private:
  void say(const std::string& text);
  void event(std::string_view name, const Unit* unit, Json::Object members);
  void seen(const Sight& sight, std::chrono::milliseconds elapsed);

  Output& output_;
  mutable std::mutex mutex_;  ///< the watcher speaks too
  std::string prefix_, statement_, blockers_;
  std::string revision_;
  bool told_waiting_ = false;
  std::uint64_t loop_rows_ = 0;
  Watcher watcher_;  ///< the last member: its thread ends before anything that it uses
};

}  // namespace migc::runtime
