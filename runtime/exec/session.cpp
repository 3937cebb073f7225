#include "runtime/exec/session.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <thread>
#include <utility>

namespace migc::runtime {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds shortest_poll{20}, longest_poll{500}, holder_interval{1000}, slice{50};
constexpr double growth = 1.6;

milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

}  // namespace

Session::Session(Driver& driver, std::string lock_key, const Policy& policy, Observer& observer)
    : driver_(driver),
      lock_key_(std::move(lock_key)),
      policy_(policy),
      observer_(observer),
      random_(std::random_device{}()) {}

Result<bool> Session::lock() {
  const Clock::time_point start = Clock::now();
  milliseconds told = -holder_interval, poll = shortest_poll;
  std::string holder;
  for (;;) {
    const Result<bool> mine = driver_.try_lock(lock_key_);
    MIGC_TRY(mine);
    if (*mine) return true;
    const milliseconds waited = since(start);
    if (waited - told >= holder_interval || waited >= policy_.lock_wait) {
      Result<std::string> name = driver_.lock_holder(lock_key_);
      MIGC_TRY(name);
      if (!name->empty()) holder = std::move(*name);
      told = waited;
      observer_.waiting_for_lock(holder, waited);
    }
    if (waited >= policy_.lock_wait) {
      return fail(ErrorKind::locked, "another migrator is at work and did not finish in time",
                  fmt::format("{}help: `--lock-wait` says how long to wait",
                              holder.empty() ? "" : fmt::format("it is {}\n", holder)));
    }
    if (!pause(std::min(poll, policy_.lock_wait - waited))) return false;
    poll = std::min(poll * 3 / 2, longest_poll);
  }
}

Result<void> Session::use(const std::vector<Setting>& settings) {
  std::map<std::string, std::string> wanted;
  for (const Setting& setting : settings) wanted[setting.name] = setting.value;
  for (auto item = current_.begin(); item != current_.end();) {
    if (wanted.count(item->first) != 0) {
      ++item;
      continue;
    }
    MIGC_TRY(driver_.set_session(item->first, original_.at(item->first)));
    item = current_.erase(item);
  }
  for (const auto& [name, value] : wanted) {
    const auto now = current_.find(name);
    if (now != current_.end() && now->second == value) continue;
    Result<std::string> before = driver_.set_session(name, value);
    MIGC_TRY(before);
    original_.emplace(name, std::move(*before));
    current_[name] = value;
  }
  return {};
}

Result<Transaction> Session::begin(const std::vector<Setting>& settings) {
  // What changes to and fro from one migration to the next costs round trips when it is the
  // session's; the first value stays there, the others are the transactions' own.
  std::vector<Setting> lasting, local;
  for (const Setting& setting : settings) {
    const auto now = current_.find(setting.name);
    if (now == current_.end() || !driver_.sets_locally()) {
      lasting.push_back(setting);
    } else {
      lasting.push_back({.name = setting.name, .value = now->second});
      if (now->second != setting.value) local.push_back(setting);
    }
  }
  MIGC_TRY(use(lasting));
  return Transaction::begin(driver_, local);
}

Result<bool> Session::recover(const Error& lost) {
  observer_.reconnecting(lost);
  current_.clear();
  original_.clear();
  const Clock::time_point start = Clock::now();
  for (int attempt = 1;; ++attempt) {
    Result<void> connected = driver_.reconnect();
    if (connected) {
      // A server that has just come back may go away again at once.
      Result<bool> locked = lock();
      if (locked || !is_lost(locked.error(), driver_)) return locked;
      connected = tl::unexpected(std::move(locked).error());
    }
    if (connected.error().kind != ErrorKind::connect || since(start) >= policy_.reconnect_for) {
      return tl::unexpected(connected.error());
    }
    if (!pause(std::min(backoff(attempt), policy_.reconnect_for))) return false;
  }
}

Result<void> Session::close() {
  Result<void> result;
  if (driver_.connected()) {
    result = use({});
    Result<void> unlocked = driver_.unlock();
    if (result && !unlocked) result = std::move(unlocked);
  }
  // Settings and lock have gone with a lost connection, and that is all that is wanted here.
  if (!result && is_lost(result.error(), driver_)) return {};
  return result;
}

bool Session::pause(milliseconds time) const {
  const Clock::time_point end = Clock::now() + time;
  for (;;) {
    if (stopping()) return false;
    const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now());
    if (left.count() <= 0) return true;
    std::this_thread::sleep_for(std::min(left, slice));
  }
}

milliseconds Session::backoff(int attempt) {
  const double whole = static_cast<double>(policy_.first_delay.count()) *
                       std::pow(growth, std::min(attempt, 50) - 1);
  const double capped = std::min(whole, static_cast<double>(policy_.longest_delay.count()));
  std::uniform_real_distribution<double> jitter(0.5, 1.5);
  return milliseconds(static_cast<milliseconds::rep>(capped * jitter(random_)));
}

bool is_lost(const Error& error, const Driver& driver) {
  return error.kind == ErrorKind::in_doubt || error.kind == ErrorKind::connect ||
         !driver.connected();
}

bool is_retryable(const Error& error) {
  // Lock timeout, deadlock, serialisation failure; SQLite's busy comes as `locked`.
  return error.kind == ErrorKind::locked || error.sqlstate == "55P03" ||
         error.sqlstate == "40P01" || error.sqlstate == "40001";
}

}  // namespace migc::runtime
