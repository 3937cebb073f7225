#pragma once

#include <atomic>
#include <cstdlib>
#include <fmt/format.h>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"
#include "runtime/driver/open.h"
#include "runtime/exec/executor.h"
#include "runtime/journal/journal.h"

namespace migc::test {

using namespace runtime;  // NOLINT(google-build-using-namespace): tests of that namespace

inline Statement statement(std::string sql, TxMode tx = TxMode::inside) {
  Statement result;
  result.sql = std::move(sql);
  result.tx = tx;
  result.origin = Span{FileId{0}, 1, 2};
  return result;
}

inline Statement guard(std::string sql, std::string failure) {
  Statement result = statement(std::move(sql));
  result.kind = StatementKind::guard;
  result.failure = std::move(failure);
  return result;
}

inline Batch inside(std::vector<Statement> statements) {
  return Batch{.transactional = true, .settings = {}, .statements = std::move(statements)};
}

inline Batch outside(std::vector<Statement> statements) {
  for (Statement& item : statements) item.tx = TxMode::outside;
  return Batch{.transactional = false, .settings = {}, .statements = std::move(statements)};
}

inline Unit unit(std::string revision, std::vector<std::string> parents, std::vector<Batch> batches,
                 Direction direction = Direction::up) {
  Unit result;
  result.revision = std::move(revision);
  result.parents = std::move(parents);
  result.title = "about " + result.revision;
  result.direction = direction;
  result.digest = sha256(result.revision);
  result.verdict = "exact";
  result.batches = std::move(batches);
  return result;
}

/// A chain of `count` migrations; each makes a table and counts itself once.
inline std::vector<Unit> chain(int count) {
  std::vector<Unit> units;
  for (int i = 0; i < count; ++i) {
    const std::string create = fmt::format("CREATE TABLE t{} (id int)", i);
    std::vector<Statement> statements{statement(create),
                                      statement(fmt::format("INSERT INTO runs VALUES ({})", i))};
    if (i == 0) statements.insert(statements.begin(), statement("CREATE TABLE runs (number int)"));
    units.push_back(unit(
        fmt::format("r{}", i),
        i == 0 ? std::vector<std::string>{} : std::vector<std::string>{fmt::format("r{}", i - 1)},
        {inside(std::move(statements))}));
  }
  return units;
}

/// Keeps what a run told.
class Listener : public Observer {
 public:
  void waiting_for_lock(std::string_view holder, std::chrono::milliseconds) override {
    waits.emplace_back(holder);
  }
  void unit_started(const Unit& unit, std::size_t number, std::size_t count,
                    bool resumed) override {
    told.push_back(
        fmt::format("{} {}/{}{}", unit.revision, number, count, resumed ? " resumed" : ""));
  }
  void unit_finished(const Unit& unit, std::chrono::milliseconds) override {
    told.push_back(unit.revision + " finished");
  }
  void unit_failed(const Unit& unit, const Error&) override {
    told.push_back(unit.revision + " failed");
  }
  void unit_skipped(const Unit& unit, SkipReason) override {
    told.push_back(unit.revision + " skipped");
  }
  void statement_started(const Unit& unit, const Statement& statement) override {
    ++statements;
    if (on_statement) on_statement(unit, statement);
  }
  void loop_advanced(const Unit&, const Statement&, std::uint64_t turns,
                     std::uint64_t rows) override {
    loops.push_back(fmt::format("{} {}", turns, rows));
    if (on_turn) on_turn(turns);
  }
  void retrying(const Unit&, const Error& error, int attempt, std::chrono::milliseconds) override {
    retries.push_back(fmt::format("{} {}", attempt, error.sqlstate));
    if (on_retry) on_retry();
  }
  void reconnecting(const Error&) override { ++reconnects; }

  std::vector<std::string> told, loops, retries, waits;
  int statements = 0, reconnects = 0;
  std::function<void(const Unit&, const Statement&)> on_statement;
  std::function<void(std::uint64_t)> on_turn;
  std::function<void()> on_retry;
};

/// An empty database that lives as long as one test.
class TestDatabase {
 public:
  TestDatabase() = default;
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  virtual ~TestDatabase() = default;

  /// Null with a failed expectation when there is no connection.
  virtual std::unique_ptr<Driver> connect() = 0;
};

/// Each executable brings its engine. Null with the reason when there is none.
std::unique_ptr<TestDatabase> make_test_database(std::string& reason);

/// A database for one test, and everything to run scripts on it.
class ExecutorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string reason;
    database_ = make_test_database(reason);
    if (database_ != nullptr) return;
    if (std::getenv("MIGC_TEST_REQUIRE_PG") != nullptr) FAIL() << reason;
    GTEST_SKIP() << reason;
  }

  std::unique_ptr<Driver> connect() { return database_->connect(); }
  bool sqlite() { return driver().dialect() == "sqlite"; }

  [[nodiscard]] Script script(std::vector<Unit> units) {
    return Script{.dialect = std::string(driver().dialect()), .units = std::move(units)};
  }
  Driver& driver() {
    if (!driver_) driver_ = connect();
    return *driver_;
  }
  Journal journal() { return journal(driver()); }
  Journal journal(Driver& of) {
    return {of, Place{}, Identity{.who = "me", .host = "here", .tool = "migc test"}};
  }

  Result<Summary> run(const Script& what) {
    Journal store = journal();
    return runtime::run(what, archive, driver(), store, policy, listener);
  }
  Result<Summary> run(std::vector<Unit> units) { return run(script(std::move(units))); }

  std::string value(const std::string& sql) {
    const Result<Rows> rows = driver().query(sql);
    if (!rows) return "error: " + rows.error().message;
    std::string result;
    for (const Row& row : rows->rows) {
      if (!result.empty()) result += ' ';
      result += row.front().value_or("NULL");
    }
    return result;
  }
  std::string ledger(const std::string& columns) {
    const std::string table = driver().dialect() == "sqlite" ? "migc_ledger" : "migc.ledger";
    return value(fmt::format("SELECT {} FROM {} ORDER BY id", columns, table));
  }
  /// Leaves behind what a process does that was killed: the mark before a statement, and none after
  /// it.
  void pretend_killed(const std::string& revision, int statement,
                      const std::string& reached = "NULL") {
    ASSERT_TRUE(driver().execute(
        fmt::format("UPDATE {} SET statement = {}, started = 1, reached = {} WHERE revision = '{}'",
                    sqlite() ? "migc_revision" : "migc.revision", statement, reached, revision)));
  }
  std::vector<std::string> applied() {
    Journal store = journal();
    const Result<State> state = store.read_state();
    std::vector<std::string> result;
    if (!state) return {"error: " + state.error().message};
    for (const AppliedRevision& item : state->applied) result.push_back(item.revision);
    return result;
  }

  Archive archive;
  Policy policy{.lock_wait = std::chrono::seconds(60),
                .first_delay = std::chrono::milliseconds(20)};
  Listener listener;
  std::unique_ptr<TestDatabase> database_;
  std::unique_ptr<Driver> driver_;
};

}  // namespace migc::test
