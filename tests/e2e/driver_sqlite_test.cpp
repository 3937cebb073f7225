#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "runtime/driver/open.h"
#include "runtime/driver/transaction.h"
#include "tests/support/sqlite_target.h"
#include "tests/support/temporary_folder.h"

namespace migc::runtime {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class SqliteDriverTest : public ::testing::Test {
 public:
  static std::unique_ptr<Driver> open(const std::string& path,
                                      const OpenOptions& options = {.create = true}) {
    auto driver = open_driver(test::sqlite_target(path), options);
    EXPECT_TRUE(driver) << driver.error().message;
    return driver ? *std::move(driver) : nullptr;
  }
  std::unique_ptr<Driver> open() { return open(file); }
  static std::unique_ptr<Driver> memory() { return open(""); }
  static Error failure(const std::string& path, const OpenOptions& options = {}) {
    auto driver = open_driver(test::sqlite_target(path), options);
    EXPECT_FALSE(driver);
    return driver ? Error{} : driver.error();
  }

  const test::TemporaryFolder temporary;
  const fs::path& folder = temporary.path();
  const std::string file = (folder / "shop.db").string();
};

template <typename T>
Error error_of(const Result<T>& result) {
  EXPECT_FALSE(result);
  return result ? Error{ErrorKind::usage, "no error", {}, {}} : result.error();
}

std::string one(Driver& driver, std::string_view sql) {
  const auto rows = driver.query(sql);
  EXPECT_TRUE(rows) << rows.error().message;
  return rows && !rows->empty() ? rows->rows[0][0].value_or("NULL") : "no row";
}

TEST_F(SqliteDriverTest, SaysWhatItIs) {
  const auto driver = memory();
  EXPECT_EQ(driver->dialect(), "sqlite");
  EXPECT_GE(driver->server_version(), (Version{3, 35, 0}));
  EXPECT_EQ(driver->display(), "memory");
  EXPECT_TRUE(driver->connected());
  EXPECT_EQ(one(*driver, "select sqlite_version()"),
            std::to_string(driver->server_version().major) + "." +
                std::to_string(driver->server_version().minor) + "." +
                std::to_string(driver->server_version().patch));
}

TEST_F(SqliteDriverTest, CreatesAFileOnlyWhenAsked) {
  const Error error = failure(file);
  EXPECT_EQ(error.kind, ErrorKind::io);
  EXPECT_EQ(error.message, "the database file `" + file + "` does not exist");
  EXPECT_FALSE(fs::exists(file));
  EXPECT_NE(open(), nullptr);
  EXPECT_TRUE(fs::exists(file));
}

TEST_F(SqliteDriverTest, OpenErrorsAreDistinct) {
  const std::string inside_nowhere = (folder / "none" / "x.db").string();
  EXPECT_EQ(failure(inside_nowhere, {.create = true}).message,
            "the folder `" + (folder / "none").string() + "` of the database `" + inside_nowhere +
                "` does not exist");
  EXPECT_EQ(failure(folder.string()).message,
            "`" + folder.string() + "` is a folder, but a database file is wanted");

  const std::string text = (folder / "notes.txt").string();
  std::ofstream(text) << std::string(2000, 'x');
  const Error no_database = failure(text);
  EXPECT_EQ(no_database.kind, ErrorKind::io);
  EXPECT_EQ(no_database.message, "`" + text + "` is not an SQLite database");
  EXPECT_EQ(no_database.sqlstate, "SQLITE_NOTADB");

  const std::string below_a_file = text + "/x.db";
  EXPECT_EQ(failure(below_a_file, {.create = true}).kind, ErrorKind::io);

  ConnectionTarget odd = test::sqlite_target(file);
  odd.params["mode"] = "sideways";
  EXPECT_EQ(error_of(open_driver(odd, {.create = true})).kind, ErrorKind::usage);
  odd.engine = "oracle";
  EXPECT_EQ(error_of(open_driver(odd, {})).message, "there is no database driver `oracle`");
}

TEST_F(SqliteDriverTest, AnEmptyFileIsAnEmptyDatabase) {
  std::ofstream(file).flush();
  const auto driver = open(file, {});
  ASSERT_NE(driver, nullptr);
  EXPECT_TRUE(driver->execute("create table t (a)"));
}

TEST_F(SqliteDriverTest, PathsAreNeverUris) {
  const fs::path before = fs::current_path();
  fs::current_path(folder);
  EXPECT_NE(open("file:x?mode=memory"), nullptr);
  EXPECT_TRUE(fs::exists(folder / "file:x?mode=memory"));
  fs::current_path(before);
}

TEST_F(SqliteDriverTest, ReadOnlyFileCanBeReadButNotBegunOn) {
  ASSERT_TRUE(open()->execute("create table t (a)"));
  const auto driver = open(file, {.read_only = true});
  EXPECT_EQ(one(*driver, "select count(*) from t"), "0");
  const Error begun = error_of(driver->begin());
  EXPECT_EQ(begun.kind, ErrorKind::io);
  EXPECT_EQ(begun.message, "`" + file + "` is read only");
  const Error written = error_of(driver->execute("insert into t values (1)"));
  EXPECT_EQ(written.kind, ErrorKind::io);
  EXPECT_EQ(written.sqlstate, "SQLITE_READONLY");
}

/// Root may write everything, so the test goes on as somebody else in a child process.
TEST_F(SqliteDriverTest, FileWithoutWriteAccess) {
  ASSERT_TRUE(open()->execute("create table t (a)"));
  fs::permissions(file, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
  fs::permissions(folder, fs::perms::all & ~fs::perms::group_write & ~fs::perms::others_write);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(9);
    auto driver = open_driver(test::sqlite_target(file), {});
    if (!driver) ::_exit(1);
    if (!(*driver)->query("select * from t")) ::_exit(2);
    const auto begun = (*driver)->begin();
    if (begun || begun.error().kind != ErrorKind::io) ::_exit(3);
    ::_exit(begun.error().message == "`" + file + "` is read only" ? 0 : 4);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(SqliteDriverTest, ForeignKeysAreEnforcedFromTheStart) {
  const auto driver = memory();
  EXPECT_EQ(one(*driver, "pragma foreign_keys"), "1");
  ASSERT_TRUE(driver->execute("create table p (id integer primary key)"));
  ASSERT_TRUE(driver->execute("create table c (p integer references p)"));
  const Error error = error_of(driver->execute("insert into c values (7)"));
  EXPECT_EQ(error.kind, ErrorKind::sql);
  EXPECT_EQ(error.sqlstate, "SQLITE_CONSTRAINT_FOREIGNKEY");
}

TEST_F(SqliteDriverTest, ExactlyOneStatement) {
  const auto driver = memory();
  const Error two = error_of(driver->execute("create table a (x);\ncreate table b (x)"));
  EXPECT_EQ(two.kind, ErrorKind::sql);
  EXPECT_EQ(two.message, "several statements in one text, but exactly one is wanted");
  EXPECT_EQ(two.detail, "at line 2, column 1 of the statement: `create table b (x)`");
  EXPECT_FALSE(driver->execute("create table a (x); insert into nowhere values (1)"));
  EXPECT_EQ(one(*driver, "select count(*) from sqlite_schema"), "0") << "nothing of them ran";
  EXPECT_TRUE(driver->execute("create table a (x); -- the end\n ; /* really */ "))
      << "blanks and comments may follow";
  EXPECT_EQ(error_of(driver->execute("")).message, "the statement is empty");
  EXPECT_EQ(error_of(driver->execute(" -- nothing\n")).message, "the statement is empty");
  EXPECT_FALSE(driver->execute(std::string("create table z (x)") + '\0' + "drop table a"));
  EXPECT_TRUE(
      driver->execute("create trigger g after insert on a begin delete from a; delete from a; end"))
      << "semicolons inside a trigger are its own";
}

TEST_F(SqliteDriverTest, ErrorsPointIntoTheStatement) {
  const auto driver = memory();
  const Error error = error_of(driver->execute("select 1\nfrm users"));
  EXPECT_EQ(error.kind, ErrorKind::sql);
  EXPECT_EQ(error.message, "near \"users\": syntax error");
  EXPECT_EQ(error.detail, "at line 2, column 5 of the statement: `users`");
  EXPECT_EQ(error.sqlstate, "SQLITE_ERROR");
}

TEST_F(SqliteDriverTest, ParametersOfEveryKind) {
  const auto driver = memory();
  ASSERT_TRUE(driver->execute("create table t (n, i, s, b)"));
  const std::string text = "O'Brien \"x\" \\ ; -- größer 🐘 \n";
  const std::string bytes("\0\xff\x27z", 4);
  EXPECT_EQ(driver
                ->execute("insert into t values ($1, $2, $3, $4)",
                          {std::nullopt, 9223372036854775807, text, Bytes{bytes}})
                .value(),
            1U);
  const auto rows = driver->query(
      "select n, i, s, b, typeof(n), typeof(i), typeof(s), typeof(b) from t where s = $1", {text});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->columns[2], "s");
  EXPECT_EQ(rows->rows[0], (Row{std::nullopt, "9223372036854775807", text, bytes, "null", "integer",
                                "text", "blob"}));
}

TEST_F(SqliteDriverTest, DollarNumbersMeanTheNumber) {
  const auto driver = memory();
  const auto rows = driver->query("select $2, $1, $2", {"one", "two"});
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->rows[0], (Row{"two", "one", "two"}));
  EXPECT_EQ(driver->query("select ?1, ?", {"one", "two"}).value().rows[0], (Row{"one", "two"}));
  EXPECT_EQ(error_of(driver->query("select $2", {"one"})).message,
            "the statement refers to parameter 2, but 1 was given");
  EXPECT_EQ(error_of(driver->query("select $1", {"one", "two"})).message,
            "parameter 2 is not used by the statement");
  EXPECT_FALSE(driver->execute("select $1"));
}

TEST_F(SqliteDriverTest, EmptyTextIsNotNull) {
  const auto driver = memory();
  EXPECT_EQ(driver->query("select $1, $2, $3", {"", std::nullopt, Bytes{}}).value().rows[0],
            (Row{"", std::nullopt, ""}));
}

TEST_F(SqliteDriverTest, CountsAffectedRows) {
  const auto driver = memory();
  ASSERT_TRUE(driver->execute("create table t (a)"));
  EXPECT_EQ(driver->execute("insert into t values ($1), (2), (3)", {1}).value(), 3U);
  EXPECT_EQ(driver->execute("update t set a = $1 where a > 1", {0}).value(), 2U);
  EXPECT_EQ(driver->execute("delete from t where a = $1", {77}).value(), 0U);
  EXPECT_EQ(driver->execute("create table u (a)", std::span<const Value>()).value(), 0U);
}

TEST_F(SqliteDriverTest, RepeatedStatementsSurviveSchemaChanges) {
  const auto driver = memory();
  ASSERT_TRUE(driver->execute("create table t (a)"));
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(driver->execute("insert into t (a) values ($1)", {i}));
    if (i == 50) {
      ASSERT_TRUE(driver->execute("alter table t add column b"));
    }
    for (int other = 0; i == 70 && other < 60; ++other) {
      ASSERT_TRUE(driver->query("select $1 as c" + std::to_string(other), {other}));
    }
  }
  EXPECT_EQ(one(*driver, "select count(*) from t"), "100");
  EXPECT_TRUE(driver->execute("drop table t")) << "no statement is left half way";
}

TEST_F(SqliteDriverTest, TransactionRollsBackUnlessCommitted) {
  const auto driver = open();
  ASSERT_TRUE(driver->execute("create table t (a)"));
  {
    auto transaction = Transaction::begin(*driver);
    ASSERT_TRUE(transaction);
    EXPECT_TRUE(driver->in_transaction());
    ASSERT_TRUE(driver->execute("insert into t values (1)"));
    ASSERT_TRUE(driver->execute("create table u (a)"));
  }
  EXPECT_FALSE(driver->in_transaction());
  EXPECT_EQ(one(*driver, "select count(*) from t"), "0");
  EXPECT_EQ(one(*driver, "select count(*) from sqlite_schema"), "1");
  {
    auto transaction = Transaction::begin(*driver);
    ASSERT_TRUE(driver->execute("insert into t values (1)"));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(one(*driver, "select count(*) from t"), "1");
}

TEST_F(SqliteDriverTest, TransactionControlInAStatementIsNoticed) {
  const auto driver = open();
  ASSERT_TRUE(driver->execute("create table t (a)"));
  EXPECT_EQ(error_of(driver->execute("begin")).kind, ErrorKind::refused);
  EXPECT_FALSE(driver->in_transaction());
  ASSERT_TRUE(driver->begin());
  EXPECT_EQ(error_of(driver->execute("commit")).kind, ErrorKind::refused);
  ASSERT_TRUE(driver->rollback());
  ASSERT_TRUE(driver->begin());
  EXPECT_EQ(error_of(driver->execute("rollback")).kind, ErrorKind::refused);
}

TEST_F(SqliteDriverTest, BeginWaitsForAnotherWriterUntilTheDeadline) {
  const auto first = open();
  const auto second = open(file, {.busy_timeout = 100ms});
  ASSERT_TRUE(first->begin());
  const auto before = std::chrono::steady_clock::now();
  const Error error = error_of(second->begin());
  EXPECT_GE(std::chrono::steady_clock::now() - before, 100ms);
  EXPECT_EQ(error.kind, ErrorKind::locked);
  EXPECT_EQ(error.message, "`" + file + "` is locked by another connection");
  EXPECT_EQ(error.detail, "waited 100 ms");
  EXPECT_FALSE(second->in_transaction());

  const auto third = open(file, {.busy_timeout = 20s});
  std::thread helper([&] {
    std::this_thread::sleep_for(50ms);
    EXPECT_TRUE(first->commit());
  });
  EXPECT_TRUE(third->begin()) << "it had the patience";
  helper.join();
}

TEST_F(SqliteDriverTest, CommitWaitsForAReaderAndMayBeTriedAgain) {
  const auto writer = open(file, {.create = true, .busy_timeout = 50ms});
  ASSERT_TRUE(writer->execute("create table t (a)"));
  // An open cursor of an application, which our own driver never leaves behind.
  sqlite3* application = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &application), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(application, "begin; select count(*) from t", nullptr, nullptr, nullptr),
            SQLITE_OK);
  ASSERT_TRUE(writer->begin());
  ASSERT_TRUE(writer->execute("insert into t values (1)"));
  EXPECT_EQ(error_of(writer->commit()).kind, ErrorKind::locked);
  EXPECT_TRUE(writer->in_transaction());
  sqlite3_close(application);
  EXPECT_TRUE(writer->commit());
  EXPECT_EQ(one(*open(), "select count(*) from t"), "1");
}

TEST_F(SqliteDriverTest, UnsafeJournalModesAreRefusedBeforeWriting) {
  const auto driver = open();
  for (const char* mode : {"off", "memory"}) {
    ASSERT_TRUE(driver->set_session("journal_mode", mode));
    const Error error = error_of(driver->begin());
    EXPECT_EQ(error.kind, ErrorKind::refused);
    EXPECT_NE(error.message.find("journal mode `" + std::string(mode) + "`"), std::string::npos)
        << error.message;
  }
  EXPECT_EQ(driver->set_session("journal_mode", "wal").value(), "memory");
  EXPECT_TRUE(driver->begin());
}

TEST_F(SqliteDriverTest, SettingsAreReadBack) {
  const auto driver = open();
  EXPECT_EQ(driver->set_session("foreign_keys", "OFF").value(), "1");
  EXPECT_EQ(one(*driver, "pragma foreign_keys"), "0");
  EXPECT_EQ(driver->set_session("foreign_keys", "1").value(), "0");
  EXPECT_EQ(driver->set_session("synchronous", "FULL").value(), "2");
  EXPECT_EQ(driver->set_session("synchronous", "off").value(), "2");
  EXPECT_EQ(error_of(driver->set_session("no_such_pragma", "1")).message,
            "SQLite has no setting `no_such_pragma` that can be read back");
  EXPECT_EQ(error_of(driver->set_session("foreign_keys; drop table t", "1")).kind,
            ErrorKind::usage);
  EXPECT_EQ(error_of(memory()->set_session("journal_mode", "wal")).message,
            "the setting `journal_mode` is still `memory` after it was set to `wal`");
}

TEST_F(SqliteDriverTest, SettingsInsideATransactionAreRefused) {
  const auto driver = open();
  ASSERT_TRUE(driver->begin());
  const Error error = error_of(driver->set_session("foreign_keys", "off"));
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_EQ(error.message, "the setting `foreign_keys` cannot be changed inside a transaction");
  ASSERT_TRUE(driver->rollback());
  EXPECT_EQ(one(*driver, "pragma foreign_keys"), "1");
}

TEST_F(SqliteDriverTest, LockIsForOneDriverAtATime) {
  const auto first = open();
  fs::create_symlink(file, folder / "alias.db");
  const auto second = open((folder / "alias.db").string());
  EXPECT_EQ(first->lock_holder("k").value(), "");
  EXPECT_TRUE(first->try_lock("k").value());
  EXPECT_TRUE(first->try_lock("k").value());
  EXPECT_FALSE(second->try_lock("k").value()) << "another name of the same file";
  EXPECT_TRUE(second->lock_holder("k").value().starts_with("pid " + std::to_string(::getpid())));
  EXPECT_TRUE(first->unlock());
  EXPECT_TRUE(first->unlock());
  EXPECT_TRUE(second->try_lock("k").value());
  EXPECT_TRUE(memory()->try_lock("k").value());
}

TEST_F(SqliteDriverTest, LockIsNotDatabaseAccess) {
  const auto first = open();
  const auto second = open(file, {.busy_timeout = 50ms});
  ASSERT_TRUE(first->begin());
  ASSERT_TRUE(first->execute("create table t (a)"));
  ASSERT_TRUE(first->try_lock("k").value());
  ASSERT_TRUE(first->unlock());
  EXPECT_EQ(error_of(second->begin()).kind, ErrorKind::locked)
      << "SQLite's own locks have survived";
}

/// Cancels again and again while it lives, as a single call may come before the statement has
/// begun.
class Canceller {
 public:
  explicit Canceller(Driver& driver)
      : thread_([this, &driver] {
          while (!done_) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            if (!done_) driver.cancel();
          }
        }) {}
  Canceller(const Canceller&) = delete;
  Canceller& operator=(const Canceller&) = delete;
  ~Canceller() {
    done_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

TEST_F(SqliteDriverTest, CancelEndsAStatementAndAWait) {
  const auto driver = open();
  ASSERT_TRUE(driver->execute("create table t (a)"));
  driver->cancel();  // nothing is running
  {
    const Canceller canceller(*driver);
    const Error error = error_of(driver->query(
        "with recursive c(n) as (select 1 union all select n + 1 from c) select count(*) from c"));
    EXPECT_EQ(error.sqlstate, "SQLITE_INTERRUPT");
  }
  EXPECT_EQ(one(*driver, "select 1"), "1");

  const auto patient = open(file, {.busy_timeout = 1h});
  const auto writer = open();
  ASSERT_TRUE(writer->begin());
  const Canceller canceller(*patient);
  EXPECT_EQ(error_of(patient->begin()).kind, ErrorKind::locked);
}

TEST_F(SqliteDriverTest, CancelledTransactionTakesNoMoreStatements) {
  const auto driver = open();
  ASSERT_TRUE(driver->execute("create table t (a)"));
  ASSERT_TRUE(driver->begin());
  {
    const Canceller canceller(*driver);
    const Error error = error_of(driver->execute(
        "insert into t with recursive c(n) as (select 1 union all select n + 1 from c)"
        " select n from c"));
    EXPECT_EQ(error.sqlstate, "SQLITE_INTERRUPT");
  }
  ASSERT_FALSE(driver->in_transaction()) << "SQLite has rolled back by itself";
  EXPECT_FALSE(driver->execute("insert into t values (1)")) << "it must not run outside";
  EXPECT_FALSE(driver->commit());
  EXPECT_TRUE(driver->rollback());
  EXPECT_EQ(one(*driver, "select count(*) from t"), "0");
}

TEST_F(SqliteDriverTest, FullDiskRollsBackAndIsAnIoError) {
  const auto driver = open();
  ASSERT_TRUE(driver->execute("create table t (a)"));
  ASSERT_TRUE(driver->set_session("max_page_count", "10"));
  ASSERT_TRUE(driver->begin());
  const Error error = error_of(driver->execute("insert into t values (zeroblob(1000000))"));
  EXPECT_EQ(error.kind, ErrorKind::io);
  EXPECT_EQ(error.sqlstate, "SQLITE_FULL");
  EXPECT_TRUE(driver->rollback());
}

TEST_F(SqliteDriverTest, ReconnectOpensTheFileAgain) {
  const auto driver = open();
  ASSERT_TRUE(driver->execute("create table t (a)"));
  ASSERT_TRUE(driver->set_session("foreign_keys", "off"));
  ASSERT_TRUE(driver->begin());
  ASSERT_TRUE(driver->execute("insert into t values (1)"));
  ASSERT_TRUE(driver->reconnect());
  EXPECT_FALSE(driver->in_transaction());
  EXPECT_EQ(one(*driver, "pragma foreign_keys"), "1");
  EXPECT_EQ(one(*driver, "select count(*) from t"), "0");
  EXPECT_TRUE(driver->begin());
  EXPECT_EQ(error_of(memory()->reconnect()).kind, ErrorKind::connect);
}

}  // namespace
}  // namespace migc::runtime
