#include "runtime/cli/talk.h"

#include <array>
#include <ctime>
#include <fmt/format.h>

#include "compiler/base/text.h"

namespace migc::runtime {
namespace {

using std::chrono::milliseconds;

/// A statement that takes longer gets a line of its own on a terminal.
constexpr milliseconds worth_a_line{100};

std::string titled(const Unit& unit) {
  return unit.title.empty() ? unit.revision : fmt::format("{} {}", unit.revision, unit.title);
}

/// "2026-11-22T09:30:00Z ".
std::string time_of_day() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  static_cast<void>(std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ ", &utc));
  return text.data();
}

std::string percent(double part) { return fmt::format("{:.0f} %", part * 100.0); }

}  // namespace

std::string duration_words(std::chrono::microseconds time) {
  const double milliseconds_taken = static_cast<double>(time.count()) / 1000.0;
  if (milliseconds_taken < 10) return fmt::format("{:.1f} ms", milliseconds_taken);
  if (milliseconds_taken < 10000) return fmt::format("{:.0f} ms", milliseconds_taken);
  return fmt::format("{:.1f} s", milliseconds_taken / 1000.0);
}

Talk::Talk(const Context& context, Driver& driver)
    : output_(context.output),
      watcher_(driver, [this](const Sight& sight, milliseconds elapsed) { seen(sight, elapsed); }) {
}

void Talk::say(const std::string& text) {
  output_.progress_done();
  output_.say(output_.terminal().err ? text : time_of_day() + text);
}

void Talk::event(std::string_view name, const Unit* unit, Json::Object members) {
  Json body = Json::object({{"event", name}});
  if (unit != nullptr) body.set("revision", unit->revision);
  for (auto& member : members) body.set(member.first, std::move(member.second));
  output_.event(body);
}

void Talk::waiting_for_lock(std::string_view holder, milliseconds waited) {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (output_.json())
    return event("waiting_for_lock", nullptr,
                 {{"holder", holder}, {"waited_ms", static_cast<std::int64_t>(waited.count())}});
  const std::string text = fmt::format("waiting for another run of migc{}{} ({})",
                                       holder.empty() ? "" : ": ", holder, duration_words(waited));
  output_.progress(text);
  // Without a terminal nobody sees the line that is drawn over; one line in the log says why
  // nothing goes on.
  if (!told_waiting_ && !output_.terminal().err) say(text);
  told_waiting_ = true;
}

void Talk::reconnecting(const Error& error) {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (output_.json()) return event("reconnecting", nullptr, {{"reason", error.message}});
  say("the connection was lost, connecting again: " + error.message);
}

void Talk::unit_started(const Unit& unit, std::size_t number, std::size_t count, bool resumed) {
  const std::lock_guard<std::mutex> guard(mutex_);
  revision_ = unit.revision;
  if (output_.json()) {
    return event("migration_started", &unit,
                 {{"direction", to_string(unit.direction)},
                  {"number", number},
                  {"count", count},
                  {"resumed", resumed}});
  }
  output_.progress_done();
  prefix_ = count > 1 ? fmt::format("[{}/{}] ", number, count) : "";
  if (resumed) say(fmt::format("{}resuming {}", prefix_, titled(unit)));
  output_.progress(fmt::format("{}{}", prefix_, titled(unit)));
}

void Talk::unit_finished(const Unit& unit, milliseconds elapsed) {
  const std::lock_guard<std::mutex> guard(mutex_);
  if (output_.json()) {
    return event("migration_finished", &unit,
                 {{"direction", to_string(unit.direction)},
                  {"elapsed_ms", static_cast<std::int64_t>(elapsed.count())}});
  }
  const std::string_view verb = unit.direction == Direction::up ? "applied" : "reverted";
  say(fmt::format("{}{} {}  {}", prefix_, output_.paint_err(verb, Paint::green), titled(unit),
                  output_.paint_err(duration_words(elapsed), Paint::dim)));
}

void Talk::unit_failed(const Unit& unit, const Error& error) {
  watcher_.end();
  const std::lock_guard<std::mutex> guard(mutex_);
  if (output_.json()) return event("migration_failed", &unit, {{"reason", error.message}});
  say(fmt::format("{}{} {}", prefix_, output_.paint_err("failed", Paint::red), titled(unit)));
}

void Talk::unit_skipped(const Unit& unit, SkipReason reason) {
  const std::lock_guard<std::mutex> guard(mutex_);
  const std::string_view why =
      reason == SkipReason::already_applied ? "applied meanwhile" : "reverted meanwhile";
  if (output_.json()) return event("migration_skipped", &unit, {{"reason", why}});
  say(fmt::format("skipped {}: {}", titled(unit), why));
}

void Talk::statement_started(const Unit& unit, const Statement& statement) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    statement_ = statement.summary;
    blockers_.clear();
    loop_rows_ = 0;
    if (output_.json()) {
      event("statement_started", &unit,
            {{"summary", statement.summary}, {"lock", to_string(statement.lock)}});
    } else {
      output_.progress(prefix_ + statement.summary);
      if (output_.verbose()) output_.explain(fmt::format("  {}", statement.summary));
    }
  }
  watcher_.begin(statement);
  // Counting reads the whole table: only where somebody sees the percentage.
  const bool seen = output_.json() || output_.terminal().err;
  if (statement.loop && seen) watcher_.count(*statement.loop);
}

void Talk::statement_finished(const Unit& unit, const Statement& statement, milliseconds elapsed) {
  watcher_.end();
  const std::lock_guard<std::mutex> guard(mutex_);
  if (output_.json()) {
    return event("statement_finished", &unit,
                 {{"summary", statement.summary},
                  {"elapsed_ms", static_cast<std::int64_t>(elapsed.count())}});
  }
  const std::string_view verb = statement.kind == StatementKind::guard ? "checked" : "done";
  if (output_.verbose()) {
    output_.explain(fmt::format("    {} in {}", verb, duration_words(elapsed)));
  } else if (output_.terminal().err && elapsed >= worth_a_line) {
    say(fmt::format("{}{}  {}", prefix_, statement.summary,
                    output_.paint_err(duration_words(elapsed), Paint::dim)));
  }
}

void Talk::loop_advanced(const Unit& unit, const Statement& statement, std::uint64_t turns,
                         std::uint64_t rows) {
  const std::lock_guard<std::mutex> guard(mutex_);
  loop_rows_ = rows;
  const std::uint64_t expected = watcher_.expected_rows();
  if (output_.json()) {
    Json::Object members{{"summary", statement.summary},
                         {"batches", static_cast<std::int64_t>(turns)},
                         {"rows", static_cast<std::int64_t>(rows)}};
    if (expected > 0) members.emplace_back("expected_rows", static_cast<std::int64_t>(expected));
    return event("batch_finished", &unit, std::move(members));
  }
  // An estimate is never "all of it" before it is.
  const std::string part = expected > rows
                               ? fmt::format(", about {}", percent(static_cast<double>(rows) /
                                                                   static_cast<double>(expected)))
                               : std::string();
  output_.progress(
      fmt::format("{}{}: {} rows in {} batches{}", prefix_, statement.summary, rows, turns, part));
}

void Talk::retrying(const Unit& unit, const Error& error, int attempt, milliseconds delay) {
  watcher_.end();
  const std::lock_guard<std::mutex> guard(mutex_);
  if (output_.json()) {
    return event("retrying", &unit,
                 {{"reason", error.message},
                  {"sqlstate", error.sqlstate},
                  {"attempt", attempt + 1},
                  {"delay_ms", static_cast<std::int64_t>(delay.count())},
                  {"blockers", blockers_}});
  }
  say(fmt::format("{}{}: {}; attempt {} follows in {}{}{}", prefix_, unit.revision, error.message,
                  attempt + 1, duration_words(delay),
                  blockers_.empty() ? "" : "; in the way: ", blockers_));
}

std::string Talk::blockers() const {
  const std::lock_guard<std::mutex> guard(mutex_);
  return blockers_;
}

void Talk::seen(const Sight& sight, milliseconds elapsed) {
  const std::lock_guard<std::mutex> guard(mutex_);
  const bool news = !sight.blockers.empty() && sight.blockers != blockers_;
  if (!sight.blockers.empty()) blockers_ = sight.blockers;
  if (output_.json()) {
    Json::Object members{{"summary", statement_},
                         {"elapsed_ms", static_cast<std::int64_t>(elapsed.count())}};
    if (!sight.work.empty()) members.emplace_back("work", sight.work);
    if (sight.done) members.emplace_back("done", *sight.done);
    if (sight.remaining)
      members.emplace_back("remaining_s", static_cast<std::int64_t>(sight.remaining->count()));
    if (!sight.blockers.empty()) members.emplace_back("blockers", sight.blockers);
    return event("progress", nullptr, std::move(members));
  }
  if (loop_rows_ > 0 && sight.blockers.empty()) return;  // its own line says more
  std::string text = fmt::format("{}{}  {}", prefix_, statement_, duration_words(elapsed));
  if (!sight.work.empty()) text += fmt::format(", {}", sight.work);
  if (sight.done) text += fmt::format(" {}", percent(*sight.done));
  if (sight.remaining) text += fmt::format(", about {} s left", sight.remaining->count());
  if (!sight.blockers.empty()) text += fmt::format(", waiting for {}", sight.blockers);
  output_.progress(text);
  if (news && !output_.terminal().err) say(text);
}

}  // namespace migc::runtime
