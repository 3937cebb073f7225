#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "runtime/driver/transaction.h"
#include "runtime/journal/offline.h"
#include "tests/e2e/executor_cases.h"
#include "tests/support/sqlite_target.h"
#include "tests/support/temporary_folder.h"

namespace migc::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A file in a folder of its own.
class SqliteFile : public TestDatabase {
 public:
  std::unique_ptr<Driver> connect() override {
    OpenOptions options;
    options.create = true;
    options.busy_timeout = std::chrono::milliseconds(200);
    Result<std::unique_ptr<Driver>> driver =
        open_driver(test::sqlite_target((folder_ / "x.db").string()), options);
    EXPECT_TRUE(driver) << driver.error().message;
    return driver ? std::move(*driver) : nullptr;
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  test::TemporaryFolder folder_;
};

class SqliteExecutor : public ExecutorTest {
 protected:
  std::string tables() {
    return value("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  }
  const std::filesystem::path& folder() { return static_cast<SqliteFile&>(*database_).folder(); }
};

TEST_F(SqliteExecutor, ReadingCreatesNothing) {
  Journal store = journal();
  const Result<State> state = store.read_state();
  ASSERT_TRUE(state);
  EXPECT_EQ(state->format, 0);
  EXPECT_TRUE(store.history()->empty());
  EXPECT_FALSE(*store.stored_unit("x", Direction::down));
  EXPECT_EQ(tables(), "");
}

TEST_F(SqliteExecutor, SettingsHoldInTheBatchAndGoBack) {
  Batch off = inside({statement("CREATE TABLE seen (value int)"),
                      statement("INSERT INTO seen SELECT foreign_keys FROM pragma_foreign_keys")});
  off.settings = {{"foreign_keys", "OFF"}};
  Batch on = inside({statement("INSERT INTO seen SELECT foreign_keys FROM pragma_foreign_keys")});
  const Result<Summary> summary = run({unit("a", {}, {off, on})});
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(value("SELECT value FROM seen"), "0 1");
  EXPECT_EQ(value("PRAGMA foreign_keys"), "1");
  Batch fails = inside({statement("SELECT nonsense")});
  fails.settings = {{"foreign_keys", "OFF"}};
  EXPECT_FALSE(run({unit("b", {"a"}, {fails})}));
  EXPECT_EQ(value("PRAGMA foreign_keys"), "1");
}

TEST_F(SqliteExecutor, AnotherWriterIsWaitedFor) {
  ASSERT_TRUE(run({unit("a", {}, {inside({statement("CREATE TABLE t (a)")})})}));
  std::unique_ptr<Driver> other = connect();
  ASSERT_TRUE(other->begin());
  listener.on_retry = [&] {
    if (other->in_transaction()) {
      ASSERT_TRUE(other->rollback());
    }
  };
  const Result<Summary> summary =
      run({unit("b", {"a"}, {inside({statement("INSERT INTO t VALUES (1)")})})});
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(listener.retries.size(), 1U);
  EXPECT_EQ(value("SELECT count(*) FROM t"), "1");
}

TEST_F(SqliteExecutor, PatienceEnds) {
  ASSERT_TRUE(run({unit("a", {}, {inside({statement("CREATE TABLE t (a)")})})}));
  std::unique_ptr<Driver> other = connect();
  ASSERT_TRUE(other->begin());
  policy.attempts = 2;
  const Result<Summary> summary =
      run({unit("b", {"a"}, {inside({statement("INSERT INTO t VALUES (1)")})})});
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, ErrorKind::locked);
  EXPECT_THAT(summary.error().detail, HasSubstr("gave up after 2 attempts"));
}

TEST_F(SqliteExecutor, AChangeUnderTheTransactionIsSeen) {
  // Another machine, which the lock file does not reach, was faster.
  ASSERT_TRUE(run({unit("a", {}, {inside({statement("CREATE TABLE t (a)")})})}));
  Journal store = journal();
  const Unit late = unit("a", {}, {});
  const Result<void> checked = store.check_unchanged(late, nullptr);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().message, "migration `a` was changed by another migrator meanwhile");
}

TEST_F(SqliteExecutor, TheOfflineScriptLeavesTheSameJournal) {
  if (std::system("sqlite3 --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no sqlite3 on PATH";
  const Script plan{.dialect = "sqlite", .units = chain(3)};
  const Identity identity{.who = "it's me", .host = "here", .tool = "migc test"};
  Archive kept;
  kept["r0"] = Archived{.source = "migration r0 'it''s';",
                        .file_digest = sha256("f"),
                        .other = unit("r0", {}, {}, Direction::down)};
  const auto shell = [&](const Script& what) {
    std::ofstream(folder() / "in.sql") << to_sql(with_journal(what, kept, Place{}, identity));
    const std::string command =
        fmt::format("cd {0} && sqlite3 -bail x.db < in.sql > out 2>&1", folder().string());
    return std::system(command.c_str());
  };
  EXPECT_EQ(shell(plan), 0);
  EXPECT_THAT(applied(), ElementsAre("r0", "r1", "r2"));
  EXPECT_EQ(value("SELECT count(*) FROM runs"), "3");
  const Result<Summary> again = run(plan);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->skipped.size(), 3U);
  EXPECT_EQ(*journal().stored_source("r0"), "migration r0 'it''s';");
  // A second run of the script stops at its guard and changes nothing.
  EXPECT_NE(shell(plan), 0);
  EXPECT_EQ(value("SELECT count(*) FROM runs"), "3");
  const Script down{
      .dialect = "sqlite",
      .units = {unit("r2", {"r1"}, {inside({statement("DROP TABLE t2")})}, Direction::down)}};
  EXPECT_EQ(shell(down), 0);
  EXPECT_THAT(applied(), ElementsAre("r0", "r1"));
  EXPECT_NE(shell(down), 0);
}

}  // namespace

std::unique_ptr<TestDatabase> make_test_database(std::string&) {
  return std::make_unique<SqliteFile>();
}

}  // namespace migc::test
