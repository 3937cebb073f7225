#include "runtime/stash/stash.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "compiler/base/check.h"
#include "compiler/base/text.h"
#include "runtime/driver/transaction.h"
#include "runtime/stash/sql.h"

namespace migc::runtime {
namespace {

/// The stashes of a database by name, with what belongs to them.
struct Found {
  std::optional<std::int64_t> bytes;
  bool has_sequence = false;  ///< SQLite: the position of a dropped AUTOINCREMENT
};
using FoundStashes = std::map<std::string, Found, std::less<>>;

Result<FoundStashes> find_stashes(Driver& driver, const Place& place) {
  const bool sqlite = is_sqlite(driver);
  const std::string prefix = sqlite ? place.prefix : std::string();
  const Result<Rows> rows =
      sqlite ? driver.query("SELECT name, NULL FROM sqlite_schema WHERE type = 'table'")
             : driver.query(
                   "SELECT c.relname, pg_total_relation_size(c.oid) FROM pg_catalog.pg_class AS c "
                   "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
                   "WHERE n.nspname = $1 AND c.relkind = 'r'",
                   {Value(place.schema)});
  MIGC_TRY(rows);
  FoundStashes found;
  for (const Row& row : rows->rows) {
    const std::optional<std::string> name = stash_of(row[0].value_or(""), prefix + "stash_");
    if (!name) continue;
    Found& stash = found[*name];
    if (row[1]) stash.bytes = number_of(row[1]);
  }
  for (const Row& row : rows->rows) {
    const std::optional<std::string> name = stash_of(row[0].value_or(""), prefix + "sequence_");
    if (!sqlite || !name) continue;
    if (const auto stash = found.find(*name); stash != found.end())
      stash->second.has_sequence = true;
  }
  return found;
}

/// What the ledger tells about a revision.
struct Told {
  std::string kept, due;
  bool overdue = false;
  std::optional<Unit> up;
};

/// When the time of a stash is over, by the database's own clock.
Result<void> tell_due(Driver& driver, std::chrono::milliseconds keep, Told& told) {
  if (told.kept.empty()) return {};
  const bool sqlite = is_sqlite(driver);
  const Value length =
      sqlite ? Value(fmt::format("{:+.3f} seconds", static_cast<double>(keep.count()) / 1000.0))
             : Value(fmt::format("{} milliseconds", keep.count()));
  const std::string_view query =
      sqlite ? "SELECT due, due <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM (SELECT "
               "strftime('%Y-%m-%dT%H:%M:%fZ', $1, $2) AS due) AS term"
             : "SELECT to_char(due AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'), "
               "CASE WHEN due <= clock_timestamp() THEN 1 ELSE 0 END "
               "FROM (SELECT $1::text::timestamptz + $2::text::interval AS due) AS term";
  const Result<Rows> rows = driver.query(query, {Value(told.kept), length});
  MIGC_TRY(rows);
  const Row& row = rows->rows.front();
  told.due = row[0].value_or("");
  told.overdue = number_of(row[1]) != 0;
  return {};
}

/// The newest upgrade of a revision, one that came to its end where there is any; a stamp keeps
/// nothing.
const Entry* upgrade_of(const std::vector<Entry>& ledger, std::string_view revision) {
  const Entry* done = nullptr;
  const Entry* tried = nullptr;
  for (const Entry& entry : ledger) {
    if (entry.direction != Direction::up || entry.revision != revision) continue;
    if (entry.outcome == Outcome::done) done = &entry;
    if (entry.outcome != Outcome::stamped) tried = &entry;
  }
  return done == nullptr ? tried : done;
}

std::string what_it_keeps(const Stash& stash, const std::optional<Unit>& up) {
  const std::string named = "stash_" + stash.name;
  if (up) {
    for (const Batch& batch : up->batches) {
      for (const Statement& statement : batch.statements) {
        const std::size_t at = statement.sql.find(named);
        if (at == std::string::npos) continue;
        const std::size_t end = at + named.size();
        const bool whole =
            end == statement.sql.size() || statement.sql[end] < '0' || statement.sql[end] > '9';
        if (whole && !statement.summary.empty()) return statement.summary;
      }
    }
  }
  return "columns " + join(stash.columns, ", ");
}

StashState state_of(const State& state, std::string_view revision, bool known) {
  if (state.find_unfinished(revision) != nullptr) return StashState::unfinished;
  if (state.find(revision) != nullptr) return StashState::applied;
  return known ? StashState::orphan : StashState::unknown;
}

Result<void> read_contents(Driver& driver, Stash& stash) {
  const Result<Rows> shape = driver.query(fmt::format("SELECT * FROM {} LIMIT 0", stash.table));
  MIGC_TRY(shape);
  stash.columns = shape->columns;
  const Result<std::int64_t> rows =
      ask_number(driver, fmt::format("SELECT count(*) FROM {}", stash.table));
  MIGC_TRY(rows);
  stash.rows = *rows;
  return {};
}

/// The stashes of a revision that the text of a unit names.
void add_named(const Unit& unit, std::set<std::string>& names) {
  const std::string prefix = fmt::format("stash_{}_", unit.revision);
  for (const Batch& batch : unit.batches) {
    for (const Statement& statement : batch.statements) {
      const std::string_view sql = statement.sql;
      for (std::size_t at = sql.find(prefix); at != std::string_view::npos;
           at = sql.find(prefix, at + 1)) {
        const std::size_t begin = at + prefix.size();
        const std::size_t end = std::min(sql.find_first_not_of("0123456789", begin), sql.size());
        if (end > begin)
          names.insert(fmt::format("{}_{}", unit.revision, sql.substr(begin, end - begin)));
      }
    }
  }
}

}  // namespace

std::string_view to_string(StashState state) {
  switch (state) {
    case StashState::applied:
      return "applied";
    case StashState::unfinished:
      return "unfinished";
    case StashState::orphan:
      return "not applied";
    case StashState::unknown:
      return "unknown";
  }
  MIGC_CHECK(false);
}

Result<std::set<std::string>> stash_names(Driver& driver, const Place& place) {
  const Result<FoundStashes> found = find_stashes(driver, place);
  MIGC_TRY(found);
  std::set<std::string> names;
  for (const auto& stash : *found) names.insert(stash.first);
  return names;
}

Result<std::vector<Stash>> list_stashes(Driver& driver, Journal& journal, const State& state,
                                        std::chrono::milliseconds keep) {
  const Place& place = journal.place();
  const Result<FoundStashes> found = find_stashes(driver, place);
  MIGC_TRY(found);
  std::vector<Stash> stashes;
  if (found->empty()) return stashes;
  const Result<std::vector<Entry>> ledger = journal.history();
  MIGC_TRY(ledger);
  std::map<std::string, Told, std::less<>> told;
  for (const auto& [name, facts] : *found) {
    Stash stash{.name = name,
                .revision = revision_of(name),
                .table = own_table(driver, place, "stash", name),
                .columns = {},
                .helpers = {},
                .what = {},
                .rows = 0,
                .bytes = facts.bytes,
                .kept = {},
                .due = {},
                .overdue = false,
                .state = StashState::unknown};
    if (facts.has_sequence) stash.helpers.push_back(own_table(driver, place, "sequence", name));
    MIGC_TRY(read_contents(driver, stash));
    auto known = told.find(stash.revision);
    if (known == told.end()) {
      Told facts_of_revision;
      if (const Entry* entry = upgrade_of(*ledger, stash.revision)) {
        facts_of_revision.kept = entry->finished.empty() ? entry->started : entry->finished;
        Result<std::optional<Unit>> up = journal.stored_unit(stash.revision, Direction::up);
        MIGC_TRY(up);
        facts_of_revision.up = std::move(*up);
      }
      MIGC_TRY(tell_due(driver, keep, facts_of_revision));
      known = told.emplace(stash.revision, std::move(facts_of_revision)).first;
    }
    stash.kept = known->second.kept;
    stash.due = known->second.due;
    stash.overdue = known->second.overdue;
    stash.what = what_it_keeps(stash, known->second.up);
    stash.state = state_of(state, stash.revision, !stash.kept.empty());
    stashes.push_back(std::move(stash));
  }
  std::sort(stashes.begin(), stashes.end(), [](const Stash& left, const Stash& right) {
    return std::tie(left.kept, left.name) < std::tie(right.kept, right.name);
  });
  return stashes;
}

Result<std::int64_t> purge_stash(Driver& driver, Journal& journal, const Stash& stash) {
  switch (stash.state) {
    case StashState::applied:
    case StashState::orphan:
      break;
    case StashState::unfinished:
      return fail(ErrorKind::refused,
                  fmt::format("migration `{}` is unfinished and may need its stash `{}`",
                              stash.revision, stash.name),
                  "help: `migc apply` or `migc revert` brings it to an end");
    case StashState::unknown:
      return fail(ErrorKind::refused,
                  fmt::format("the ledger knows of no migration `{}` that kept anything, so {} may "
                              "not be a stash",
                              stash.revision, stash.table),
                  "help: drop the table yourself if nobody needs it");
  }
  Result<Transaction> transaction = Transaction::begin(driver);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  const Result<std::int64_t> rows =
      ask_number(driver, fmt::format("SELECT count(*) FROM {}", stash.table));
  MIGC_TRY(rows);
  for (const std::string& helper : stash.helpers)
    MIGC_TRY(driver.execute(fmt::format("DROP TABLE {}", helper)));
  MIGC_TRY(driver.execute(fmt::format("DROP TABLE {}", stash.table)));
  MIGC_TRY(journal.record_purge(
      stash.revision, fmt::format("purged stash {}: {} ({})", stash.name,
                                  counted(static_cast<std::size_t>(*rows), "row"), stash.what)));
  MIGC_TRY(transaction->commit());
  return *rows;
}

Result<std::vector<MissingStash>> missing_stashes(Driver& driver, Journal& journal,
                                                  const State& state, const Script& script) {
  std::set<std::string> needed;
  for (const Unit& unit : script.units) {
    const bool begun = state.find_unfinished(unit.revision) != nullptr;
    if (unit.direction == Direction::down && !begun) add_named(unit, needed);
  }
  std::vector<MissingStash> missing;
  if (needed.empty()) return missing;
  const Result<std::set<std::string>> there = stash_names(driver, journal.place());
  MIGC_TRY(there);
  for (const std::string& name : needed) {
    if (there->contains(name)) continue;
    missing.push_back({.name = name, .revision = revision_of(name), .purged = {}, .who = {}});
  }
  if (missing.empty()) return missing;
  const Result<std::vector<Entry>> ledger = journal.history();
  MIGC_TRY(ledger);
  for (MissingStash& stash : missing) {
    const AppliedRevision* applied = state.find(stash.revision);
    for (const Entry& entry : *ledger) {
      const bool since = applied == nullptr || entry.id > applied->ledger;
      if (entry.outcome != Outcome::purged || entry.revision != stash.revision || !since) continue;
      stash.purged = entry.finished;
      stash.who = entry.who;
    }
  }
  return missing;
}

}  // namespace migc::runtime
