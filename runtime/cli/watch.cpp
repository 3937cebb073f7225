#include "runtime/cli/watch.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace migc::runtime {
namespace {

constexpr std::chrono::milliseconds patience{700}, interval{1000}, tick{50};

/// One row: what is done, how much of it, who is in the way.
constexpr const char* question = R"(
SELECT coalesce(i.phase, v.phase, c.phase),
  CASE WHEN i.blocks_total > 0 THEN i.blocks_done::float8 / i.blocks_total
       WHEN i.tuples_total > 0 THEN i.tuples_done::float8 / i.tuples_total
       WHEN i.lockers_total > 0 THEN i.lockers_done::float8 / i.lockers_total
       WHEN v.heap_blks_total > 0 THEN v.heap_blks_scanned::float8 / v.heap_blks_total
       WHEN c.heap_blks_total > 0 THEN c.heap_blks_scanned::float8 / c.heap_blks_total END,
  (SELECT string_agg(format('pid %s (%s%s%s): %s', b.pid, coalesce(nullif(b.application_name, '') || ', ', ''),
      coalesce(b.state, b.backend_type), ' for ' || extract(epoch FROM clock_timestamp() - b.state_change)::int || ' s',
      left(regexp_replace(b.query, '\s+', ' ', 'g'), 80)), '; ' ORDER BY b.pid)
   FROM pg_stat_activity b WHERE b.pid = ANY (pg_blocking_pids(a.pid)))
FROM pg_stat_activity a
LEFT JOIN pg_stat_progress_create_index i ON i.pid = a.pid
LEFT JOIN pg_stat_progress_vacuum v ON v.pid = a.pid
LEFT JOIN pg_stat_progress_cluster c ON c.pid = a.pid
WHERE a.pid = $1::int)";

}  // namespace

Watcher::Watcher(Driver& watched, Tell tell) : watched_(watched), tell_(std::move(tell)) {}

Watcher::~Watcher() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    ending_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

void Watcher::begin(const Statement& statement) {
  expected_rows_ = 0;
  std::string session = watched_.session();
  if (session.empty()) return;
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    session_ = std::move(session);
    rows_of_ = statement.loop ? statement.sql : std::string();
    began_ = Clock::now();
    ++number_;
  }
  if (!thread_.joinable()) thread_ = std::thread([this] { watch(); });
}

void Watcher::end() {
  const std::lock_guard<std::mutex> guard(mutex_);
  session_.clear();
}

/// Looks at the clock instead of being woken by each statement: most take far less than a
/// millisecond, and the server needs the processor more than this thread does.
void Watcher::watch() {
  std::unique_lock<std::mutex> lock(mutex_);
  std::uint64_t number = 0;
  Clock::time_point next;
  while (!ended_.wait_for(lock, tick, [this] { return ending_; })) {
    if (session_.empty()) continue;
    if (number_ != number) {
      number = number_;
      next = began_ + patience;
      phase_.clear();
      to_estimate_ = rows_of_;
    }
    if (Clock::now() < next) continue;
    const std::string session = session_;
    const Clock::time_point began = began_;
    lock.unlock();
    if (!to_estimate_.empty()) estimate(std::exchange(to_estimate_, {}));
    const bool seen = look(session, began);
    lock.lock();
    // Without a second connection there is nothing more to say about this statement.
    next = seen ? Clock::now() + interval : Clock::time_point::max();
  }
}

bool Watcher::look(const std::string& session, Clock::time_point began) {
  if (own_ == nullptr) {
    Result<std::unique_ptr<Driver>> driver = watched_.another();
    if (!driver) return false;
    own_ = std::move(*driver);
  }
  const Result<Rows> rows = own_->query(question, {Value(session)});
  if (!rows) {
    own_.reset();
    return false;
  }
  Sight sight;
  if (!rows->empty()) {
    const Row& row = rows->rows.front();
    sight.work = row.at(0).value_or("");
    if (row.at(1)) sight.done = std::clamp(std::strtod(row.at(1)->c_str(), nullptr), 0.0, 1.0);
    sight.blockers = row.at(2).value_or("");
  }
  const Clock::time_point now = Clock::now();
  if (sight.work != phase_) {
    phase_ = sight.work;
    phase_began_ = now;
  }
  if (sight.done && *sight.done > 0.01 && now - phase_began_ > interval) {
    const std::chrono::duration<double> spent = now - phase_began_;
    sight.remaining = std::chrono::seconds(
        static_cast<std::chrono::seconds::rep>(spent.count() * (1.0 - *sight.done) / *sight.done));
  }
  tell_(sight, std::chrono::duration_cast<std::chrono::milliseconds>(now - began));
  return true;
}

/// What cannot be counted has no percentage, and that is all.
void Watcher::count(const BatchLoop& loop) {
  if (loop.count.empty()) return;
  const Result<Rows> rows = watched_.query(loop.count);
  if (!rows || rows->empty()) return;
  expected_rows_ = std::strtoull(rows->rows.front().front().value_or("").c_str(), nullptr, 10);
}

/// The planner's estimate: counting would read the whole table.
void Watcher::estimate(const std::string& sql) {
  if (own_ == nullptr) {
    Result<std::unique_ptr<Driver>> driver = watched_.another();
    if (!driver) return;
    own_ = std::move(*driver);
  }
  const Result<Rows> rows = own_->query("EXPLAIN (FORMAT JSON) " + sql);
  if (!rows || rows->empty()) return;
  const std::string text = rows->rows.front().front().value_or("");
  constexpr std::string_view member = "\"Plan Rows\": ";
  std::uint64_t most = 0;
  for (std::size_t at = text.find(member); at != std::string::npos;
       at = text.find(member, at + 1)) {
    most = std::max<std::uint64_t>(most,
                                   std::strtoull(text.c_str() + at + member.size(), nullptr, 10));
  }
  expected_rows_ = most;
}

}  // namespace migc::runtime
