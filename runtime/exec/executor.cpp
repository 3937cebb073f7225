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
    for (const AppliedRevision& item : state.applied)
      add(item.revision, item.parents, item.depends_on);
  }

  void add(const Unit& unit) { add(unit.revision, unit.parents, unit.depends_on); }
  void remove(const std::string& revision) {
    const auto found = needs_.find(revision);
    if (found == needs_.end()) return;
    for (const std::string& need : found->second) needed_by_[need].erase(revision);
    needs_.erase(found);
  }
  [[nodiscard]] bool contains(const std::string& revision) const {
    return needs_.count(revision) != 0;
  }

  /// Whether the unit may be run now.
  [[nodiscard]] Result<void> check(const Unit& unit) const {
    std::vector<std::string> in_the_way;
    if (unit.direction == Direction::up) {
      for (const std::vector<std::string>* needs : {&unit.parents, &unit.depends_on}) {
        for (const std::string& need : *needs) {
          if (!contains(need)) in_the_way.push_back(need);
        }
      }
      if (in_the_way.empty()) return {};
      return fail(
          ErrorKind::refused,
          fmt::format("migration `{}` cannot be applied: {} {} not applied", unit.revision,
                      quote_list(in_the_way), in_the_way.size() == 1 ? "is" : "are"),
          "help: somebody may have changed the database meanwhile; run the same command again");
    }
    if (const auto found = needed_by_.find(unit.revision); found != needed_by_.end()) {
      in_the_way.assign(found->second.begin(), found->second.end());
    }
    if (in_the_way.empty()) return {};
    return fail(ErrorKind::refused,
                fmt::format("migration `{}` cannot be reverted: {} {} still applied", unit.revision,
                            quote_list(in_the_way), in_the_way.size() == 1 ? "is" : "are"),
                "help: revert what was built on it first");
  }

 private:
  void add(const std::string& revision, const std::vector<std::string>& parents,
           const std::vector<std::string>& depends_on) {
    std::vector<std::string> needs = parents;
    needs.insert(needs.end(), depends_on.begin(), depends_on.end());
    for (const std::string& need : needs) needed_by_[need].insert(revision);
    needs_.insert_or_assign(revision, std::move(needs));
  }

  std::map<std::string, std::vector<std::string>> needs_;  ///< parents and dependencies
  std::map<std::string, std::set<std::string>> needed_by_;
};

/// How often in a row the connection may be lost at one and the same place: more than that is no
/// accident, and what runs there may be what brings the server down.
constexpr int losses_at_one_place = 5;

/// Whether two states are one and the same; every change of the state leaves a new row in the
/// ledger, or moves a position.
bool same_state(const State& a, const State& b) {
  return std::equal(a.applied.begin(), a.applied.end(), b.applied.begin(), b.applied.end(),
                    [](const AppliedRevision& one, const AppliedRevision& other) {
                      return one.revision == other.revision && one.ledger == other.ledger &&
                             one.digest == other.digest;
                    }) &&
         std::equal(a.unfinished.begin(), a.unfinished.end(), b.unfinished.begin(),
                    b.unfinished.end(), [](const UnfinishedUnit& one, const UnfinishedUnit& other) {
                      return one.revision == other.revision && one.ledger == other.ledger &&
                             one.direction == other.direction && one.position == other.position;
                    });
}

/// The steps that `run` and `stamp` share, and the lock around them.
class Execution {
 public:
  Execution(const Script& script, const Archive& archive, Driver& driver, Journal& journal,
            const Policy& policy, Observer& observer, const Replan* replan)
      : script_(&script),
        archive_(&archive),
        replan_(replan),
        driver_(driver),
        journal_(journal),
        policy_(policy),
        observer_(observer),
        session_(driver, journal.lock_key(), policy, observer) {}

  template <typename Work>
  Result<Summary> under_lock(const Work& work) {
    if (script_->dialect != driver_.dialect()) {
      return fail(ErrorKind::usage,
                  fmt::format("the script is for {}, but `{}` is {}", script_->dialect,
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

  /// Until everything is done, whatever happens to the connection meanwhile.
  Result<void> run_all() {
    for (;;) {
      Result<void> result = run_units();
      if (result || !is_lost(result.error(), driver_)) return result;
      Error error = std::move(result).error();
      if (++losses_ > losses_at_one_place) return tl::unexpected(std::move(error));
      const Result<bool> back = session_.recover(error);
      if (!back) {
        error.detail +=
            fmt::format("{}then: {}", error.detail.empty() ? "" : "\n", back.error().message);
        return tl::unexpected(std::move(error));
      }
      if (!*back) {
        summary_.stopped = "after the connection was lost";
        return {};
      }
    }
  }

  Result<void> run_units() {
    const Result<State> state = journal_.read_state();
    MIGC_TRY(state);
    settle_in_flight(*state);
    MIGC_TRY(plan_again(*state));
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
      in_flight_ = unit;
      MIGC_TRY(run_unit(*unit, unfinished, number, todo->size()));
      in_flight_ = nullptr;
      losses_ = 0;
      if (!summary_.stopped.empty()) return {};
      if (unit->direction == Direction::up)
        applied.add(*unit);
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
    for (const Unit& unit : script_->units) {
      const bool open = state->find_unfinished(unit.revision) != nullptr;
      const bool applied = state->find(unit.revision) != nullptr;
      if (!open && applied == (unit.direction == Direction::up)) {
        skip(unit);
        continue;
      }
      MIGC_TRY(journal_.record(unit, archived(unit), Outcome::stamped, {}));
      summary_.done.push_back(unit.revision);
    }
    return transaction->commit();
  }

  Result<void> repair_units() {
    const Result<State> state = journal_.read_state();
    MIGC_TRY(state);
    MIGC_TRY(journal_.prepare(*state));
    Result<Transaction> transaction = Transaction::begin(driver_);
    if (!transaction) return tl::unexpected(std::move(transaction).error());
    for (const Unit& unit : script_->units) {
      MIGC_TRY(journal_.repair(unit, archived(unit)));
      summary_.done.push_back(unit.revision);
    }
    return transaction->commit();
  }

 private:
  [[nodiscard]] const Archived* archived(const Unit& unit) const {
    const auto found = archive_->find(unit.revision);
    return found == archive_->end() ? nullptr : &found->second;
  }

  /// What became of the unit that was running when the connection was lost: its record was written
  /// with it.
  void settle_in_flight(const State& state) {
    const Unit* unit = std::exchange(in_flight_, nullptr);
    if (unit == nullptr) return;
    const UnfinishedUnit* open = state.find_unfinished(unit->revision);
    const bool applied = state.find(unit->revision) != nullptr;
    if (open == nullptr && applied == (unit->direction == Direction::up)) {
      observer_.unit_finished(*unit, since(unit_start_));
      summary_.done.push_back(unit->revision);
      losses_ = 0;
    } else if (open != nullptr && open->position != last_position_) {
      last_position_ = open->position;
      losses_ = 0;
    }
  }

  Result<void> plan_again(const State& state) {
    const State* seen = own_job_ ? &planned_for_ : replan_ != nullptr ? &replan_->seen : nullptr;
    if (seen == nullptr || same_state(*seen, state)) return {};
    Result<Job> job = replan_->plan(state);
    MIGC_TRY(job);
    // What is not to be done any more was done by somebody else.
    for (const Unit& unit : script_->units) {
      const bool still =
          std::any_of(job->script.units.begin(), job->script.units.end(),
                      [&](const Unit& other) { return other.revision == unit.revision; });
      if (!still) skip(unit);
    }
    planned_for_ = state;
    own_job_ = std::move(*job);
    script_ = &own_job_->script;
    archive_ = &own_job_->archive;
    return {};
  }

  /// Told once, and not of what this run itself has done.
  void skip(const Unit& unit) {
    for (const std::vector<std::string>* known : {&summary_.done, &summary_.skipped}) {
      if (std::find(known->begin(), known->end(), unit.revision) != known->end()) return;
    }
    summary_.skipped.push_back(unit.revision);
    observer_.unit_skipped(unit, unit.direction == Direction::up ? SkipReason::already_applied
                                                                 : SkipReason::already_reverted);
  }

  /// The units that are still to be run, what is unfinished first.
  Result<std::vector<const Unit*>> remaining(const State& state, const Applied& applied) {
    std::map<std::string_view, const AppliedRevision*> recorded;
    for (const AppliedRevision& item : state.applied) recorded.emplace(item.revision, &item);
    std::vector<const Unit*> first, rest;
    for (const Unit& unit : script_->units) {
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
    unit_start_ = Clock::now();
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
    if (summary_.stopped.empty()) observer_.unit_finished(unit, since(unit_start_));
    return {};
  }

  const Script* script_;
  const Archive* archive_;
  const Replan* replan_;
  Driver& driver_;
  Journal& journal_;
  const Policy& policy_;
  Observer& observer_;
  Session session_;
  Summary summary_;

  std::optional<Job> own_job_;  ///< when the script had to be made anew
  State planned_for_;           ///< what it was made for
  const Unit* in_flight_ = nullptr;
  Clock::time_point unit_start_;
  Position last_position_;  ///< where the connection was lost last
  int losses_ = 0;          ///< there, in a row
};

}  // namespace

Result<Summary> run(const Script& script, const Archive& archive, Driver& driver, Journal& journal,
                    const Policy& policy, Observer& observer, const Replan* replan) {
  Execution execution(script, archive, driver, journal, policy, observer, replan);
  return execution.under_lock([&] { return execution.run_all(); });
}

Result<Summary> repair(const Script& script, const Archive& archive, Driver& driver,
                       Journal& journal, const Policy& policy, Observer& observer) {
  Execution execution(script, archive, driver, journal, policy, observer, nullptr);
  return execution.under_lock([&] { return execution.repair_units(); });
}

Result<Summary> stamp(const Script& script, const Archive& archive, Driver& driver,
                      Journal& journal, const Policy& policy, Observer& observer) {
  Execution execution(script, archive, driver, journal, policy, observer, nullptr);
  return execution.under_lock([&] { return execution.stamp_units(); });
}

}  // namespace migc::runtime
