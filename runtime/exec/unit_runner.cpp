#include "runtime/exec/unit_runner.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "compiler/base/text.h"
#include "runtime/exec/room.h"

namespace migc::runtime {

namespace {

using std::chrono::milliseconds;

constexpr int commit_attempts = 10;
constexpr std::size_t shown_rows = 5;
constexpr std::size_t shown_sql = 400;

const Batch& empty_batch() {
  static const Batch batch;
  return batch;
}

/// The values of a row for people: "id = 3, email = NULL".
std::string words_of(const Rows& rows, const Row& row) {
  std::string result;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!result.empty()) result += ", ";
    result += fmt::format("{} = {}", rows.columns[i], row[i] ? *row[i] : "NULL");
  }
  return result;
}

bool is_query(std::string_view sql) {
  const std::string word = to_lower(trim(sql).substr(0, 7));
  return word.substr(0, 6) == "select" || word.substr(0, 4) == "with" ||
         word.substr(0, 6) == "values";
}

std::vector<Value> values_of(const std::vector<std::string>& texts) {
  return std::vector<Value>(texts.begin(), texts.end());
}

bool has(const Statement& statement, Hazard hazard) {
  return std::ranges::find(statement.hazards, hazard) != statement.hazards.end();
}

/// Whether its strongest lock is the one that conflicts with other changes of the table, and with
/// no reader or writer.
bool is_in_nobodys_way(const Batch& batch) {
  const auto strongest = std::ranges::max_element(batch.statements, {}, &Statement::lock);
  return strongest != batch.statements.end() &&
         strongest->lock == LockLevel::share_update_exclusive &&
         std::ranges::none_of(batch.statements, [](const Statement& statement) {
           return has(statement, Hazard::raw_sql);
         });
}

/// Whether the time that a statement takes grows with the number of rows, or is the author's.
bool takes_its_time(const Statement& statement) {
  return statement.kind != StatementKind::execute || has(statement, Hazard::rewrites_table) ||
         has(statement, Hazard::scans_table) || has(statement, Hazard::builds_index) ||
         has(statement, Hazard::changes_rows) || has(statement, Hazard::deletes_data) ||
         has(statement, Hazard::raw_sql);
}

/// A turn of a loop that took too long, or met another one's turn, may well succeed with fewer
/// rows.
bool asks_for_fewer_rows(const Error& error) {
  return error.sqlstate == "57014" || error.sqlstate == "40P01";
}

/// The database's words for a statement that it does not want in a transaction.
bool wants_no_transaction(const Error& error) {
  return error.sqlstate == "25001" || error.sqlstate == "2D000";
}

}  // namespace

UnitRunner::UnitRunner(const Unit& unit, const Archived* archived, Driver& driver, Journal& journal,
                       Session& session, const Policy& policy, Observer& observer)
    : unit_(unit),
      archived_(archived),
      driver_(driver),
      journal_(journal),
      session_(session),
      policy_(policy),
      observer_(observer),
      batch_count_(std::max<std::size_t>(unit.batches.size(), 1)) {}

std::chrono::microseconds UnitRunner::elapsed() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin_);
}

Result<void> UnitRunner::run(const UnfinishedUnit* unfinished) {
  if (unfinished != nullptr) {
    position_ = unfinished->position;
    earlier_ = unfinished->ledger;
    ledger_ = unfinished->ledger;
    open_ = true;
  }
  Result<void> result = run_from_here();
  if (result || is_lost(result.error(), driver_)) return result;
  Error error = std::move(result).error();
  record_failure(error);
  observer_.unit_failed(unit_, error);
  return tl::unexpected(std::move(error));
}

Result<void> UnitRunner::run_from_here() {
  done_ = false;
  if (open_ && earlier_) MIGC_TRY(open_record());
  for (std::size_t index = position_.batch; index < batch_count_; index = position_.batch) {
    if (open_ && session_.stopping()) {
      stop_at(fmt::format("in migration `{}`, before batch {} of {}", unit_.revision, index + 1,
                          batch_count_));
      return {};
    }
    const bool transactional = unit_.batches.empty() || unit_.batches[index].transactional;
    MIGC_TRY(transactional ? run_transactional(index) : run_outside(index));
    if (!stopped_.empty()) return {};
  }
  if (done_) return {};
  // Only a unit that was found at its very end comes here: its last step was recorded, its end was
  // not.
  Result<Transaction> transaction = Transaction::begin(driver_);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  MIGC_TRY(journal_.finish(unit_, archived_, ledger_, elapsed()));
  return commit(*transaction);
}

/// Gives this attempt at a resumed unit a row of its own in the ledger, or opens the unit before
/// its first batch when that batch has no transaction to do it in.
Result<void> UnitRunner::open_record() {
  Result<Transaction> transaction = Transaction::begin(driver_);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  MIGC_TRY(journal_.check_unchanged(unit_, open_ ? &position_ : nullptr));
  const Result<std::int64_t> row = journal_.start(unit_, archived_, earlier_);
  MIGC_TRY(row);
  MIGC_TRY(commit(*transaction));
  ledger_ = *row;
  open_ = true;
  earlier_.reset();
  return {};
}

template <typename Attempt>
Result<void> UnitRunner::with_retries(const Attempt& attempt) {
  const Clock::time_point start = Clock::now();
  for (int number = 1;; ++number) {
    Result<void> result = attempt();
    if (result || !is_retryable(result.error()) || is_lost(result.error(), driver_)) return result;
    if (number >= policy_.attempts || Clock::now() - start >= policy_.retry_for) {
      Error error = std::move(result).error();
      error.detail += fmt::format("{}gave up after {}", error.detail.empty() ? "" : "\n",
                                  counted(static_cast<std::size_t>(number), "attempt"));
      return tl::unexpected(std::move(error));
    }
    const milliseconds delay = session_.backoff(number);
    observer_.retrying(unit_, result.error(), number, delay);
    if (!session_.pause(delay)) {
      stop_at(
          fmt::format("in migration `{}`, while it waited for another attempt", unit_.revision));
      return {};
    }
  }
}

Result<void> UnitRunner::run_transactional(std::size_t index) {
  return with_retries([&] { return try_transactional(index); });
}

Result<void> UnitRunner::try_transactional(std::size_t index) {
  const Batch& batch = unit_.batches.empty() ? empty_batch() : unit_.batches[index];
  Result<Transaction> transaction = session_.begin(settings_of(batch, Patience::measured));
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  MIGC_TRY(journal_.check_unchanged(unit_, open_ ? &position_ : nullptr));
  MIGC_TRY(require_room(batch, driver_));
  for (const Statement& statement : batch.statements) {
    observer_.statement_started(unit_, statement);
    const Clock::time_point start = Clock::now();
    if (Result<void> result = run_statement(statement); !result) {
      return tl::unexpected(explained(std::move(result).error(), statement));
    }
    observer_.statement_finished(unit_, statement,
                                 std::chrono::duration_cast<milliseconds>(Clock::now() - start));
  }
  std::int64_t row = ledger_;
  const bool last = index + 1 == batch_count_;
  const Position next{.batch = index + 1};
  const bool alone = !open_ && batch_count_ == 1;
  if (alone) {
    MIGC_TRY(journal_.record(unit_, archived_, Outcome::done, elapsed()));
  } else {
    if (!open_) {
      const Result<std::int64_t> started = journal_.start(unit_, archived_, std::nullopt);
      MIGC_TRY(started);
      row = *started;
    }
    MIGC_TRY(last ? journal_.finish(unit_, archived_, row, elapsed())
                  : journal_.advance(unit_, next));
  }
  MIGC_TRY(commit(*transaction));
  open_ = !alone;
  ledger_ = row;
  position_ = next;
  done_ = last;
  return {};
}

/// SQLite keeps the transaction open when a reader is in the way of its commit: only the commit is
/// tried again.
Result<void> UnitRunner::commit(Transaction& transaction) {
  for (int attempt = 1;; ++attempt) {
    Result<void> result = transaction.commit();
    if (result || result.error().kind != ErrorKind::locked || !driver_.in_transaction() ||
        attempt == commit_attempts) {
      return result;
    }
    if (!session_.pause(session_.backoff(1))) return result;
  }
}

Result<void> UnitRunner::run_outside(std::size_t index) {
  const Batch& batch = unit_.batches[index];
  if (!open_) MIGC_TRY(with_retries([&] { return open_record(); }));
  while (stopped_.empty() && position_.statement < batch.statements.size()) {
    const std::size_t number = position_.statement;
    if (session_.stopping()) {
      stop_at(fmt::format("in migration `{}`, before statement {} of batch {}", unit_.revision,
                          number + 1, index + 1));
      return {};
    }
    const Statement& statement = batch.statements[number];
    const OnceRule rule = once_rule(statement.sql, driver_.dialect());
    const bool alone = statement.probe.empty() && rule.way == Once::own_transaction;
    MIGC_TRY(session_.use(settings_of(batch, statement.loop ? Patience::turns
                                             : alone        ? Patience::measured
                                                            : Patience::endless)));
    observer_.statement_started(unit_, statement);
    const Clock::time_point start = Clock::now();
    Result<void> result =
        statement.loop ? run_loop(index, number)
                       : with_retries([&] { return run_outside_statement(index, number, rule); });
    if (!result) return tl::unexpected(explained(std::move(result).error(), statement));
    if (!stopped_.empty()) return {};
    observer_.statement_finished(unit_, statement,
                                 std::chrono::duration_cast<milliseconds>(Clock::now() - start));
    position_ = Position{.batch = index, .statement = number + 1};
  }
  if (!stopped_.empty()) return {};
  return with_retries([&] { return record_progress(index); });
}

/// After the last statement of a batch outside transactions.
Result<void> UnitRunner::record_progress(std::size_t index) {
  const bool last = index + 1 == batch_count_;
  const Position next{.batch = index + 1};
  Result<Transaction> transaction = Transaction::begin(driver_);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  MIGC_TRY(last ? journal_.finish(unit_, archived_, ledger_, elapsed())
                : journal_.advance(unit_, next));
  MIGC_TRY(commit(*transaction));
  position_ = next;
  done_ = last;
  return {};
}

/// A mark in the journal before the statement, and another one after it: whoever finds only the
/// first one has to find out whether the statement ended.
Result<void> UnitRunner::run_outside_statement(std::size_t index, std::size_t number,
                                               const OnceRule& rule) {
  const Statement& statement = unit_.batches[index].statements[number];
  if (statement.kind == StatementKind::guard) return run_guard(statement);
  if (position_.started && position_.statement == number) {
    const Result<bool> there = is_done(statement, rule);
    MIGC_TRY(there);
    if (*there) return {};
  } else {
    if (statement.probe.empty() && rule.way == Once::own_transaction) {
      const Result<bool> ran = run_in_own_transaction(index, number);
      MIGC_TRY(ran);
      if (*ran) return {};
      MIGC_TRY(session_.use(settings_of(unit_.batches[index], Patience::endless)));
    }
    MIGC_TRY(mark(index, number, rule));
  }
  if (Result<void> result = run_statement(statement); !result) {
    Error error = std::move(result).error();
    if (!is_lost(error, driver_)) forget_attempt(index, number, rule, error);
    return tl::unexpected(std::move(error));
  }
  const Position next{.batch = index, .statement = number + 1};
  MIGC_TRY(journal_.advance(unit_, next));
  position_ = next;
  return {};
}

Result<bool> UnitRunner::run_in_own_transaction(std::size_t index, std::size_t number) {
  Result<Transaction> transaction = Transaction::begin(driver_);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  const Result<void> result = run_statement(unit_.batches[index].statements[number]);
  if (!result) {
    if (wants_no_transaction(result.error())) return false;
    return tl::unexpected(result.error());
  }
  const Position next{.batch = index, .statement = number + 1};
  MIGC_TRY(journal_.advance(unit_, next));
  MIGC_TRY(commit(*transaction));
  position_ = next;
  return true;
}

Result<void> UnitRunner::mark(std::size_t index, std::size_t number, const OnceRule& rule) {
  Position begun{.batch = index, .statement = number, .started = true};
  if (unit_.batches[index].statements[number].probe.empty() && rule.way == Once::observe) {
    const Result<Rows> before = driver_.query(rule.index);
    MIGC_TRY(before);
    begun.reached = std::vector<std::string>{
        before->empty() ? std::string() : before->rows.front().front().value_or("")};
  }
  MIGC_TRY(journal_.advance(unit_, begun));
  position_ = std::move(begun);
  return {};
}

void UnitRunner::forget_attempt(std::size_t index, std::size_t number, const OnceRule& rule,
                                Error& error) {
  const Statement& statement = unit_.batches[index].statements[number];
  const auto forget = [&]() -> Result<void> {
    if (!statement.probe.empty() || rule.way == Once::observe) MIGC_TRY(is_done(statement, rule));
    const Position before{.batch = index, .statement = number};
    MIGC_TRY(journal_.advance(unit_, before));
    position_ = before;
    return {};
  };
  if (const Result<void> forgotten = forget(); !forgotten) {
    error.detail += fmt::format("{}what it may have left behind could not be cleared: {}",
                                error.detail.empty() ? "" : "\n", forgotten.error().message);
  }
}

Result<bool> UnitRunner::is_done(const Statement& statement, const OnceRule& rule) {
  if (!statement.probe.empty()) return is_probed(statement);
  if (rule.way == Once::repeat) return false;
  if (rule.way == Once::observe && position_.reached) return is_index_settled(rule);
  return fail(ErrorKind::refused,
              "the statement was begun by an earlier run, and nothing tells whether it ended",
              "help: look for its effect; `migc stamp` records the migration as applied or as "
              "not applied");
}

/// Compares the index of that name with the one that was there when the statement began.
Result<bool> UnitRunner::is_index_settled(const OnceRule& rule) {
  const std::string& before = position_.reached->front();
  const Result<Rows> now = driver_.query(rule.index);
  MIGC_TRY(now);
  if (now->empty()) return !rule.makes && !before.empty();
  const Row& index = now->rows.front();
  const bool same = index.at(0) == before;
  if (!rule.makes) return !same && !before.empty();
  if (same) return false;
  if (index.at(1) == "whole") return true;
  MIGC_TRY(driver_.execute(index.at(2).value_or("")));
  return false;
}

Result<bool> UnitRunner::is_probed(const Statement& statement) {
  const Result<Rows> rows = driver_.query(statement.probe);
  MIGC_TRY(rows);
  const std::string answer = rows->empty() || rows->rows.front().empty()
                                 ? std::string()
                                 : rows->rows.front().front().value_or("");
  if (answer == "done") return true;
  if (answer == "not done") return false;
  if (answer != "half done") {
    return fail(ErrorKind::refused, fmt::format("the probe of the statement answered `{}`", answer),
                statement.probe);
  }
  const Row& row = rows->rows.front();
  if (row.size() < 2 || !row[1]) {
    return fail(ErrorKind::refused,
                "an earlier run left the statement half done, and nothing tells how to clear it",
                "help: remove what is half there by hand, and run the same command again");
  }
  MIGC_TRY(driver_.execute(*row[1]));
  return false;
}

Result<void> UnitRunner::run_loop(std::size_t index, std::size_t number) {
  const Statement& statement = unit_.batches[index].statements[number];
  std::uint64_t rows = 0;
  if (position_.batch != index || position_.statement != number)
    position_ = Position{.batch = index, .statement = number};
  bool more = true;
  std::int64_t size = statement.loop->size;
  for (std::uint64_t turns = 1; more; ++turns) {
    if (session_.stopping()) {
      stop_at(fmt::format("in migration `{}`, between two batches of rows", unit_.revision));
      return {};
    }
    const Result<void> turned = with_retries([&]() -> Result<void> {
      for (;;) {
        const Result<bool> turn = turn_loop(index, number, size, rows);
        if (turn) {
          more = *turn;
          return {};
        }
        if (size == 1 || session_.stopping() || !asks_for_fewer_rows(turn.error()))
          return tl::unexpected(turn.error());
        size = std::max<std::int64_t>(size / 2, 1);
      }
    });
    MIGC_TRY(turned);
    if (!stopped_.empty()) return {};
    if (more) observer_.loop_advanced(unit_, statement, turns, rows);
  }
  return {};
}

Result<bool> UnitRunner::turn_loop(std::size_t index, std::size_t number, std::int64_t size,
                                   std::uint64_t& rows) {
  const BatchLoop& loop = *unit_.batches[index].statements[number].loop;
  Result<Transaction> transaction = Transaction::begin(driver_);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  const std::optional<std::vector<std::string>>& from = position_.reached;
  std::vector<Value> parameters = from ? values_of(*from) : std::vector<Value>();
  parameters.emplace_back(size);
  const Result<Rows> end = driver_.query(from ? loop.next : loop.first, parameters);
  MIGC_TRY(end);
  if (end->empty()) return false;
  parameters.pop_back();
  std::vector<std::string> key;
  for (const std::optional<std::string>& part : end->rows.front()) {
    if (!part)
      return fail(ErrorKind::sql,
                  fmt::format("the key ({}) of a row is NULL", join(loop.key, ", ")));
    key.push_back(*part);
    parameters.emplace_back(*part);
  }
  const Result<std::uint64_t> changed =
      driver_.execute(from ? loop.body_next : loop.body_first, parameters);
  MIGC_TRY(changed);
  const Position next{
      .batch = index, .statement = number, .started = true, .reached = std::move(key)};
  MIGC_TRY(journal_.advance(unit_, next));
  MIGC_TRY(commit(*transaction));
  position_ = next;
  rows += *changed;
  return true;
}

Result<void> UnitRunner::run_statement(const Statement& statement) {
  switch (statement.kind) {
    case StatementKind::execute:
      return driver_.execute(statement.sql);
    case StatementKind::guard:
      return run_guard(statement);
    case StatementKind::expand:
      return run_expand(statement);
  }
  return {};
}

Result<void> UnitRunner::run_guard(const Statement& statement) {
  // Millions of rows may be wrong; a few are enough to show.
  const std::string sql = is_query(statement.sql)
                              ? fmt::format("SELECT * FROM (\n{}\n) AS migc_guard LIMIT {}",
                                            statement.sql, shown_rows + 1)
                              : statement.sql;
  const Result<Rows> rows = driver_.query(sql);
  MIGC_TRY(rows);
  if (rows->empty()) return {};
  std::string shown;
  for (std::size_t i = 0; i < std::min(rows->size(), shown_rows); ++i) {
    shown += fmt::format("{}found: {}", i == 0 ? "" : "\n", words_of(*rows, rows->rows[i]));
  }
  if (rows->size() > shown_rows) shown += "\nand more";
  return fail(
      ErrorKind::check,
      statement.failure.empty() ? "there are rows where there must be none" : statement.failure,
      std::move(shown));
}

Result<void> UnitRunner::run_expand(const Statement& statement) {
  const Result<Rows> rows = driver_.query(statement.sql);
  MIGC_TRY(rows);
  for (const Row& row : rows->rows) {
    if (row.empty() || !row.front()) continue;
    if (Result<void> result = driver_.execute(*row.front()); !result) {
      Error error = std::move(result).error();
      error.detail +=
          fmt::format("{}in the statement: {}", error.detail.empty() ? "" : "\n", *row.front());
      return tl::unexpected(std::move(error));
    }
  }
  return {};
}

void UnitRunner::record_failure(Error& error) {
  const bool interrupted =
      session_.stopping() && (error.sqlstate == "57014" || error.sqlstate == "SQLITE_INTERRUPT");
  Result<void> recorded = driver_.rollback();
  if (recorded && driver_.connected()) {
    recorded = with_retries([&]() -> Result<void> {
      const Outcome outcome = interrupted ? Outcome::interrupted : Outcome::failed;
      return journal_.record_failure(unit_, archived_,
                                     open_ ? std::optional(ledger_) : std::nullopt, outcome, error,
                                     elapsed());
    });
  }
  if (!recorded) {
    error.detail += fmt::format("{}the failure could not be recorded: {}",
                                error.detail.empty() ? "" : "\n", recorded.error().message);
  }
}

std::vector<Setting> UnitRunner::settings_of(const Batch& batch, Patience patience) const {
  std::vector<Setting> settings;
  if (driver_.dialect() == "postgres") {
    std::string lock = policy_.lock_timeout, statement = policy_.statement_timeout;
    switch (patience) {
      case Patience::measured:
        if (is_in_nobodys_way(batch)) lock = policy_.validation_lock_timeout;
        if (statement.empty()) {
          const bool slow = std::ranges::any_of(batch.statements, takes_its_time);
          statement = slow ? "0" : policy_.catalog_timeout;
        }
        break;
      case Patience::turns:
        if (statement.empty()) statement = policy_.turn_timeout;
        break;
      case Patience::endless:
        lock = "0";
        statement = "0";
        break;
    }
    settings.push_back({.name = "lock_timeout", .value = std::move(lock)});
    settings.push_back({.name = "statement_timeout", .value = std::move(statement)});
    settings.push_back(
        {.name = "idle_in_transaction_session_timeout", .value = policy_.idle_timeout});
  }
  settings.insert(settings.end(), batch.settings.begin(), batch.settings.end());
  return settings;
}

Error UnitRunner::explained(Error error, const Statement& statement) const {
  if (error.origin.known() || is_lost(error, driver_)) return error;
  const std::string_view verb = error.kind == ErrorKind::check ? "was refused" : "failed";
  error.message =
      fmt::format("migration `{}` {}{}: {}", unit_.revision,
                  unit_.direction == Direction::up ? "" : "(down) ", verb, error.message);
  std::string context =
      statement.summary.empty() ? std::string() : fmt::format("while: {}\n", statement.summary);
  context += fmt::format("in: {}{}", statement.sql.substr(0, shown_sql),
                         statement.sql.size() > shown_sql ? " …" : "");
  error.detail += (error.detail.empty() ? "" : "\n") + context;
  error.origin = statement.origin;
  return error;
}

}  // namespace migc::runtime
