#include "runtime/journal/journal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "compiler/base/check.h"
#include "runtime/driver/transaction.h"
#include "runtime/journal/ledger_sql.h"

namespace migc::runtime {

namespace {

constexpr std::array outcomes{Outcome::done,    Outcome::failed,  Outcome::interrupted,
                              Outcome::running, Outcome::stamped, Outcome::repaired,
                              Outcome::purged};

bool is_sqlite(const Driver& driver) { return driver.dialect() == "sqlite"; }

std::int64_t number_of(const std::optional<std::string>& text) {
  std::int64_t number = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

/// The ledger keeps milliseconds with three decimals.
std::optional<std::chrono::microseconds> duration_of(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return std::chrono::microseconds(std::llround(std::strtod(text->c_str(), nullptr) * 1000.0));
}

Digest digest_of(const std::optional<std::string>& text) {
  return text ? Digest::from_hex(*text).value_or(Digest{}) : Digest{};
}

Result<std::optional<std::vector<std::string>>> key_of(const std::optional<std::string>& text) {
  if (!text) return std::optional<std::vector<std::string>>();
  try {
    return std::optional(nlohmann::json::parse(*text).get<std::vector<std::string>>());
  } catch (const nlohmann::json::exception&) {
    return fail(ErrorKind::refused,
                fmt::format("the key `{}` that the journal holds cannot be read", *text));
  }
}

/// Adds what one row of the revision table says.
Result<void> take_row(const Row& row, State& state) {
  const std::string name = row[1].value_or("");
  const std::string phase = row[2].value_or("");
  if (phase != "applying") {
    state.applied.push_back(AppliedRevision{.revision = name,
                                            .parents = split_ids(row[3].value_or("")),
                                            .depends_on = split_ids(row[15].value_or("")),
                                            .digest = digest_of(row[4]),
                                            .file_digest = digest_of(row[5]),
                                            .verdict = row[6].value_or(""),
                                            .who = row[7].value_or(""),
                                            .applied = row[8].value_or(""),
                                            .ledger = number_of(row[9])});
  }
  if (phase == "applied") return {};
  Result<std::optional<std::vector<std::string>>> reached = key_of(row[13]);
  MIGC_TRY(reached);
  state.unfinished.push_back(
      UnfinishedUnit{.revision = name,
                     .direction = phase == "applying" ? Direction::up : Direction::down,
                     .digest = digest_of(row[4]),
                     .position = Position{.batch = static_cast<std::size_t>(number_of(row[10])),
                                          .statement = static_cast<std::size_t>(number_of(row[11])),
                                          .started = number_of(row[12]) != 0,
                                          .reached = std::move(*reached)},
                     .ledger = number_of(row[9])});
  return {};
}

/// Runs commands of which the last one must change exactly one row.
Result<void> run(Driver& driver, const std::vector<Command>& commands) {
  std::uint64_t changed = 0;
  for (const Command& command : commands) {
    Result<std::uint64_t> count = driver.execute_again(command.sql, command.values);
    if (!count) return tl::unexpected(std::move(count).error());
    changed = *count;
  }
  if (changed == 1) return {};
  return fail(ErrorKind::refused, "the journal was changed by somebody else while a migration ran",
              "help: nothing of this step was kept; run the same command again");
}

/// What the row of `LedgerSql::read_checkout` says: the words, the ledger's last id and the format.
std::optional<KnownCheckout> checkout_in(const Row& row) {
  const std::string prefix = row[1].value_or("") + ":";
  const bool current =
      number_of(row[2]) == Journal::format && row[0] && row[0]->starts_with(prefix);
  if (!current) return std::nullopt;
  return KnownCheckout{.entry = number_of(row[1]), .words = row[0]->substr(prefix.size())};
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "done";
    case Outcome::failed:
      return "failed";
    case Outcome::interrupted:
      return "interrupted";
    case Outcome::running:
      return "running";
    case Outcome::stamped:
      return "stamped";
    case Outcome::repaired:
      return "repaired";
    case Outcome::purged:
      return "purged";
  }
  MIGC_CHECK(false);
}

const AppliedRevision* State::find(std::string_view revision) const {
  for (const AppliedRevision& item : applied) {
    if (item.revision == revision) return &item;
  }
  return nullptr;
}

const UnfinishedUnit* State::find_unfinished(std::string_view revision) const {
  for (const UnfinishedUnit& item : unfinished) {
    if (item.revision == revision) return &item;
  }
  return nullptr;
}

Journal::Journal(Driver& driver, Place place, Identity identity)
    : driver_(driver), place_(std::move(place)), identity_(std::move(identity)) {}

std::string Journal::lock_key() const { return is_sqlite(driver_) ? place_.prefix : place_.schema; }

Result<bool> Journal::is_missing(const Error& error) {
  if (!is_sqlite(driver_)) return error.sqlstate == "42P01";
  if (error.kind != ErrorKind::sql) return false;
  const Result<Rows> rows =
      driver_.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1",
                    {Value(place_.prefix + "meta")});
  if (!rows) return tl::unexpected(rows.error());
  return rows->empty();
}

template <typename Text>
Result<std::optional<Rows>> Journal::read_any_format(const Text& text) {
  Result<Rows> rows = driver_.query(text(format));
  if (rows) return std::optional(std::move(*rows));
  const Error error = std::move(rows).error();
  const Result<bool> missing = is_missing(error);
  MIGC_TRY(missing);
  if (*missing) return std::optional<Rows>();
  if (error.kind != ErrorKind::sql) return tl::unexpected(error);
  // Tables of an older format lack columns; what else is wrong is wrong with the next query too.
  rows = driver_.query(text(1));
  if (!rows) return tl::unexpected(error);
  return std::optional(std::move(*rows));
}

Result<State> Journal::read_state() {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  if (is_sqlite(driver_)) MIGC_TRY(remember_version());
  const Result<std::optional<Rows>> read =
      read_any_format([&](int tables) { return sql.read_state(tables); });
  MIGC_TRY(read);
  if (!*read) return State{};
  const std::optional<Rows>& rows = *read;
  State state;
  state.applied.reserve(rows->size());
  for (const Row& row : rows->rows) MIGC_TRY(take_row(row, state));
  if (!rows->empty()) state.last_entry = number_of(rows->rows.front()[14]);
  std::sort(state.applied.begin(), state.applied.end(),
            [](const AppliedRevision& a, const AppliedRevision& b) {
              return std::tie(a.ledger, a.revision) < std::tie(b.ledger, b.revision);
            });
  std::optional<std::string> number;
  if (!rows->empty()) {
    number = rows->rows.front().front();
  } else {
    const Result<Rows> format_rows = driver_.query(sql.read_format());
    MIGC_TRY(format_rows);
    if (!format_rows->empty()) number = format_rows->rows.front().front();
  }
  state.format = static_cast<int>(number_of(number));
  if (state.format <= format) return state;
  return fail(ErrorKind::refused,
              fmt::format("the journal of `{}` has format {}, but this migc knows formats up to {}",
                          driver_.display(), state.format, format),
              "help: a newer migc has worked here; use that version or a later one");
}

Result<std::optional<KnownCheckout>> Journal::known_checkout() {
  const auto seen = driver_.glance(place_.prefix + "meta", place_.prefix + "ledger");
  if (seen) {
    Row row{std::nullopt, std::to_string(seen->last_id), std::nullopt};
    for (const Row& each : seen->rows) {
      if (each[0] == "checkout") row[0] = each[1];
      if (each[0] == "format") row[2] = each[1];
    }
    return checkout_in(row);
  }
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  const Result<Rows> rows = driver_.query(sql.read_checkout());
  if (!rows) {
    const Result<bool> missing = is_missing(rows.error());
    MIGC_TRY(missing);
    if (*missing) return std::optional<KnownCheckout>();
    return tl::unexpected(rows.error());
  }
  if (rows->empty()) return std::optional<KnownCheckout>();
  return checkout_in(rows->rows.front());
}

Result<void> Journal::remember_checkout(const KnownCheckout& checkout) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  // Any row that the ledger got since, or gets later, makes what is remembered worthless.
  const Command command =
      sql.remember_checkout(fmt::format("{}:{}", checkout.entry, checkout.words));
  Result<Transaction> transaction = Transaction::begin(driver_);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  MIGC_TRY(driver_.execute(command.sql, command.values));
  return transaction->commit();
}

Result<void> Journal::remember_version() {
  const Result<Rows> rows = driver_.query("PRAGMA data_version");
  MIGC_TRY(rows);
  data_version_ = rows->rows.front().front().value_or("");
  return {};
}

Result<void> Journal::prepare(const State& state) {
  if (state.format == format) return {};
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  Result<Transaction> transaction = Transaction::begin(driver_);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  // From nothing to the newest format is one step.
  for (int from = state.format; from < format; from = from == 0 ? format : from + 1) {
    for (const std::string& statement : sql.upgrade(from)) MIGC_TRY(driver_.execute(statement));
  }
  return transaction->commit();
}

Result<void> Journal::check_unchanged(const Unit& unit, const Position* expected) {
  if (!is_sqlite(driver_)) return {};
  // Changes when another connection commits. Asking costs nothing, whereas every statement on a
  // table has to be compiled anew after a migration has changed the schema.
  const Result<Rows> version = driver_.query("PRAGMA data_version");
  MIGC_TRY(version);
  if (version->rows.front().front() == data_version_) return {};
  const LedgerSql sql(true, place_, identity_);
  const Result<Rows> rows = driver_.query(sql.read_position(), {Value(unit.revision)});
  if (!rows) return tl::unexpected(rows.error());
  bool as_believed = false;
  if (rows->empty()) {
    as_believed = unit.direction == Direction::up && expected == nullptr;
  } else {
    const Row& row = rows->rows.front();
    const bool open = row[0] != "applied";
    as_believed = expected == nullptr
                      ? unit.direction == Direction::down && !open
                      : open && number_of(row[1]) == static_cast<std::int64_t>(expected->batch) &&
                            number_of(row[2]) == static_cast<std::int64_t>(expected->statement);
  }
  if (as_believed) return {};
  return fail(
      ErrorKind::refused,
      fmt::format("migration `{}` was changed by another migrator meanwhile", unit.revision),
      "help: locks of files do not reach across machines; run the same command again");
}

Result<void> Journal::record(const Unit& unit, const Archived* archived, Outcome outcome,
                             std::chrono::microseconds duration) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  const std::vector<Command> commands = sql.record(
      LedgerRow{.unit = unit, .archived = archived, .outcome = outcome, .duration = duration});
  // Two INSERTs that add a row each or fail. What a downgrade deletes may be gone.
  const bool is_sure = unit.direction == Direction::up && commands.size() == 1;
  if (outcome != Outcome::done || !is_sure) return run(driver_, commands);
  return driver_.execute_last(commands.front().sql, commands.front().values);
}

Result<void> Journal::repair(const Unit& unit, const Archived* archived) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  return run(driver_, sql.repair(LedgerRow{
                          .unit = unit, .archived = archived, .outcome = Outcome::repaired}));
}

Result<std::int64_t> Journal::start(const Unit& unit, const Archived* archived,
                                    std::optional<std::int64_t> earlier) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  const std::vector<Command> commands = sql.start(
      LedgerRow{.unit = unit, .archived = archived, .outcome = Outcome::running}, earlier);
  for (std::size_t i = 0; i + 1 < commands.size(); ++i)
    MIGC_TRY(driver_.execute_again(commands[i].sql, commands[i].values));
  const Result<Rows> rows = driver_.query(commands.back().sql, commands.back().values);
  if (!rows) return tl::unexpected(rows.error());
  if (rows->size() != 1) {
    return fail(
        ErrorKind::refused,
        fmt::format("migration `{}` was changed by another migrator meanwhile", unit.revision),
        "help: run the same command again");
  }
  return number_of(rows->rows.front().front());
}

Result<void> Journal::advance(const Unit& unit, const Position& position) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  return run(driver_, {sql.advance(unit, position)});
}

Result<void> Journal::finish(const Unit& unit, const Archived* archived, std::int64_t ledger,
                             std::chrono::microseconds duration) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  return run(driver_, sql.finish(LedgerRow{.unit = unit,
                                           .archived = archived,
                                           .outcome = Outcome::done,
                                           .duration = duration},
                                 ledger));
}

Result<void> Journal::record_failure(const Unit& unit, const Archived* archived,
                                     std::optional<std::int64_t> ledger, Outcome outcome,
                                     const Error& error, std::chrono::microseconds duration) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  const LedgerRow row{.unit = unit,
                      .archived = archived,
                      .outcome = outcome,
                      .duration = duration,
                      .error = &error};
  return run(driver_, {sql.fail(row, ledger)});
}

Result<void> Journal::record_purge(std::string_view revision, std::string_view words) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  return run(driver_, {sql.purge(revision, words)});
}

Result<std::vector<Entry>> Journal::history() {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  const Result<std::optional<Rows>> read =
      read_any_format([&](int tables) { return sql.read_history(tables); });
  MIGC_TRY(read);
  if (!*read) return std::vector<Entry>();
  const std::optional<Rows>& rows = *read;
  std::vector<Entry> entries;
  entries.reserve(rows->size());
  for (const Row& row : rows->rows) {
    Entry entry{.id = number_of(row[0]),
                .revision = row[1].value_or(""),
                .parents = split_ids(row[2].value_or("")),
                .depends_on = split_ids(row[16].value_or("")),
                .title = row[3].value_or(""),
                .direction = row[4] == "down" ? Direction::down : Direction::up,
                .outcome = Outcome::done,
                .digest = digest_of(row[6]),
                .verdict = row[7].value_or(""),
                .who = row[8].value_or(""),
                .host = row[9].value_or(""),
                .tool = row[10].value_or(""),
                .started = row[11].value_or(""),
                .finished = row[12].value_or(""),
                .duration = duration_of(row[13]),
                .error = row[14].value_or(""),
                .sqlstate = row[15].value_or(""),
                .has_source = number_of(row[17]) != 0,
                .has_up = number_of(row[18]) != 0,
                .has_down = number_of(row[19]) != 0};
    for (const Outcome outcome : outcomes) {
      if (row[5] == to_string(outcome)) entry.outcome = outcome;
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<std::optional<std::string>> Journal::newest(std::string_view column,
                                                   std::string_view revision) {
  const LedgerSql sql(is_sqlite(driver_), place_, identity_);
  const Result<Rows> rows = driver_.query(sql.read_newest(column), {Value(revision)});
  if (!rows) {
    const Result<bool> missing = is_missing(rows.error());
    MIGC_TRY(missing);
    if (*missing) return std::optional<std::string>();
    return tl::unexpected(rows.error());
  }
  return rows->empty() ? std::optional<std::string>() : rows->rows.front().front();
}

Result<std::optional<Unit>> Journal::stored_unit(std::string_view revision, Direction direction) {
  const Result<std::optional<std::string>> text =
      newest(direction == Direction::up ? "up_script" : "down_script", revision);
  MIGC_TRY(text);
  if (!*text) return std::optional<Unit>();
  Result<Unit> unit = unit_from_json(**text);
  MIGC_TRY(unit);
  return std::optional<Unit>(std::move(*unit));
}

Result<std::optional<std::string>> Journal::stored_source(std::string_view revision) {
  return newest("source", revision);
}

}  // namespace migc::runtime
