#include "runtime/exec/executor.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "compiler/base/text.h"
#include "runtime/driver/transaction.h"
#include "runtime/exec/session.h"
#include "runtime/exec/unit_runner.h"
#include "runtime/journal/ledger_sql.h"

namespace migc::runtime {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

tl::unexpected<Error> changed_history(const Unit& unit, const Digest& recorded,
                                      std::string_view what) {
  return fail(ErrorKind::history_changed,
              fmt::format("migration `{}` {}, but with another content", unit.revision, what),
              fmt::format("recorded: {}\nnow:      {}\nhelp: restore the file as it was; comments "
                          "and layout may differ",
                          recorded.hex(), unit.digest.hex()));
}

/// The applied revisions, kept up to date while units run.
class Applied {
 public:
  explicit Applied(const State& state) {
    for (const AppliedRevision& item : state.applied) add(item.revision, item.parents);
  }

  void add(const std::string& revision, const std::vector<std::string>& parents) {
    if (!parents_.emplace(revision, parents).second) return;
    for (const std::string& parent : parents) children_[parent].insert(revision);
  }
  void remove(const std::string& revision) {
    const auto found = parents_.find(revision);
    if (found == parents_.end()) return;
    for (const std::string& parent : found->second) children_[parent].erase(revision);
    parents_.erase(found);
  }
  [[nodiscard]] bool contains(const std::string& revision) const {
    return parents_.count(revision) != 0;
  }

  /// Whether the unit may be run now.
  [[nodiscard]] Result<void> check(const Unit& unit) const {
    std::vector<std::string> in_the_way;
    if (unit.direction == Direction::up) {
      for (const std::string& parent : unit.parents) {
        if (!contains(parent)) in_the_way.push_back(parent);
      }
      if (in_the_way.empty()) return {};
      return fail(
          ErrorKind::refused,
          fmt::format("migration `{}` cannot be applied: {} {} not applied", unit.revision,
                      quote_list(in_the_way), in_the_way.size() == 1 ? "is" : "are"),
          "help: somebody may have changed the database meanwhile; run the same command again");
    }
    if (const auto children = children_.find(unit.revision); children != children_.end()) {
      in_the_way.assign(children->second.begin(), children->second.end());
    }
    if (in_the_way.empty()) return {};
    return fail(ErrorKind::refused,
                fmt::format("migration `{}` cannot be reverted: {} {} still applied", unit.revision,
                            quote_list(in_the_way), in_the_way.size() == 1 ? "is" : "are"),
                "help: revert what was built on it first");
  }

 private:
  std::map<std::string, std::vector<std::string>> parents_;
  std::map<std::string, std::set<std::string>> children_;
};

/// The steps that `run` and `stamp` share, and the lock around them.
class Execution {
 public:
  Execution(const Script& script, const Archive& archive, Driver& driver, Journal& journal,
            const Policy& policy, Observer& observer)
      : script_(script),
        archive_(archive),
        driver_(driver),
        journal_(journal),
        policy_(policy),
        observer_(observer),
        session_(driver, journal.lock_key(), policy, observer) {}

  template <typename Work>
  Result<Summary> under_lock(const Work& work) {
    if (script_.dialect != driver_.dialect()) {
      return fail(ErrorKind::usage,
                  fmt::format("the script is for {}, but `{}` is {}", script_.dialect,
                              driver_.display(), driver_.dialect()));
    }
    const Clock::time_point start = Clock::now();
    const Result<bool> locked = session_.lock();
    MIGC_TRY(locked);
    if (!*locked) {
      summary_.stopped = "while it waited for another migrator";
      return std::move(summary_);
    }
    Result<void> result = work();
    Result<void> closed = session_.close();
    if (!result) return tl::unexpected(std::move(result).error());
    if (!closed) return tl::unexpected(std::move(closed).error());
    summary_.elapsed = since(start);
    return std::move(summary_);
  }

  Result<void> run_units() {
    const Result<State> state = journal_.read_state();
    MIGC_TRY(state);
    Applied applied(*state);
    const Result<std::vector<const Unit*>> todo = remaining(*state, applied);
    MIGC_TRY(todo);
    if (todo->empty()) return {};
    MIGC_TRY(journal_.prepare(*state));
    std::size_t number = 0;
    for (const Unit* unit : *todo) {
      if (session_.stopping()) {
        summary_.stopped = fmt::format("before migration `{}`", unit->revision);
        return {};
      }
      ++number;
      const UnfinishedUnit* unfinished = state->find_unfinished(unit->revision);
      if (unfinished == nullptr) MIGC_TRY(applied.check(*unit));
      MIGC_TRY(run_unit(*unit, unfinished, number, todo->size()));
      if (!summary_.stopped.empty()) return {};
      if (unit->direction == Direction::up)
        applied.add(unit->revision, unit->parents);
      else
        applied.remove(unit->revision);
      summary_.done.push_back(unit->revision);
    }
    return {};
  }

  Result<void> stamp_units() {
    const Result<State> state = journal_.read_state();
    MIGC_TRY(state);
    MIGC_TRY(journal_.prepare(*state));
    Result<Transaction> transaction = Transaction::begin(driver_);
    if (!transaction) return tl::unexpected(std::move(transaction).error());
    for (const Unit& unit : script_.units) {
      const bool open = state->find_unfinished(unit.revision) != nullptr;
      const bool applied = state->find(unit.revision) != nullptr;
      if (!open && applied == (unit.direction == Direction::up)) {
        skip(unit);
        continue;
      }
      MIGC_TRY(journal_.record(unit, archived(unit), Outcome::stamped, milliseconds(0)));
      summary_.done.push_back(unit.revision);
    }
    return transaction->commit();
  }

 private:
  [[nodiscard]] const Archived* archived(const Unit& unit) const {
    const auto found = archive_.find(unit.revision);
    return found == archive_.end() ? nullptr : &found->second;
  }

  void skip(const Unit& unit) {
    summary_.skipped.push_back(unit.revision);
    observer_.unit_skipped(unit, unit.direction == Direction::up ? SkipReason::already_applied
                                                                 : SkipReason::already_reverted);
  }

  /// The units that are still to be run, what is unfinished first.
  Result<std::vector<const Unit*>> remaining(const State& state, const Applied& applied) {
    std::map<std::string_view, const AppliedRevision*> recorded;
    for (const AppliedRevision& item : state.applied) recorded.emplace(item.revision, &item);
    std::vector<const Unit*> first, rest;
    for (const Unit& unit : script_.units) {
      const UnfinishedUnit* open = state.find_unfinished(unit.revision);
      if (open != nullptr && open->direction == unit.direction) {
        if (open->digest != unit.digest)
          return changed_history(unit, open->digest, "was begun before");
        first.push_back(&unit);
      } else if (open == nullptr &&
                 applied.contains(unit.revision) == (unit.direction == Direction::up)) {
        if (unit.direction == Direction::up && recorded.at(unit.revision)->digest != unit.digest) {
          return changed_history(unit, recorded.at(unit.revision)->digest, "is applied");
        }
        skip(unit);
      } else {
        rest.push_back(&unit);
      }
    }
    if (!rest.empty() && first.size() < state.unfinished.size())
      MIGC_TRY(refuse_unfinished(state, first));
    first.insert(first.end(), rest.begin(), rest.end());
    return first;
  }

  [[nodiscard]] static Result<void> refuse_unfinished(const State& state,
                                                      const std::vector<const Unit*>& first) {
    for (const UnfinishedUnit& open : state.unfinished) {
      const bool included = std::any_of(first.begin(), first.end(), [&](const Unit* unit) {
        return unit->revision == open.revision;
      });
      if (included) continue;
      const bool up = open.direction == Direction::up;
      return fail(
          ErrorKind::refused,
          fmt::format("migration `{}` is half {}", open.revision, up ? "applied" : "reverted"),
          fmt::format("help: finish it first: `migc {} {}`", up ? "apply" : "revert",
                      up ? open.revision : "-1"));
    }
    return {};
  }

  Result<void> run_unit(const Unit& unit, const UnfinishedUnit* unfinished, std::size_t number,
                        std::size_t count) {
    observer_.unit_started(unit, number, count, unfinished != nullptr);
    const Clock::time_point start = Clock::now();
    // What was begun is finished in the form in which it was begun: another version of migc, or
    // another version of the server, may cut the same migration into other statements, and the
    // recorded place would mean something else.
    std::optional<Unit> stored;
    if (unfinished != nullptr) {
      Result<std::optional<Unit>> kept = journal_.stored_unit(unit.revision, unit.direction);
      MIGC_TRY(kept);
      if (*kept && **kept != without_origins(unit)) stored = std::move(*kept);
    }
    UnitRunner runner(stored ? *stored : unit, archived(unit), driver_, journal_, session_, policy_,
                      observer_);
    MIGC_TRY(runner.run(unfinished));
    summary_.stopped = runner.stopped();
    if (summary_.stopped.empty()) observer_.unit_finished(unit, since(start));
    return {};
  }

  const Script& script_;
  const Archive& archive_;
  Driver& driver_;
  Journal& journal_;
  const Policy& policy_;
  Observer& observer_;
  Session session_;
  Summary summary_;
};

}  // namespace

Result<Summary> run(const Script& script, const Archive& archive, Driver& driver, Journal& journal,
                    const Policy& policy, Observer& observer) {
  Execution execution(script, archive, driver, journal, policy, observer);
  return execution.under_lock([&] { return execution.run_units(); });
}

Result<Summary> stamp(const Script& script, const Archive& archive, Driver& driver,
                      Journal& journal, const Policy& policy, Observer& observer) {
  Execution execution(script, archive, driver, journal, policy, observer);
  return execution.under_lock([&] { return execution.stamp_units(); });
}

}  // namespace migc::runtime
