#include <atomic>
#include <chrono>
#include <csignal>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "runtime/driver/open.h"
#include "runtime/driver/transaction.h"
#include "tests/support/pg_server.h"

namespace migc::runtime {
namespace {

using namespace std::chrono_literals;
using test::pg_target;
using test::PgDatabase;

template <typename T>
Error error_of(const Result<T>& result) {
  EXPECT_FALSE(result);
  return result ? Error{ErrorKind::usage, "no error", {}, {}} : result.error();
}

std::unique_ptr<Driver> open(const PgDatabase& database, const OpenOptions& options = {}) {
  auto driver = open_driver(database.target(), options);
  EXPECT_TRUE(driver) << driver.error().message;
  return driver ? *std::move(driver) : nullptr;
}

std::string one(Driver& driver, std::string_view sql) {
  const auto rows = driver.query(sql);
  EXPECT_TRUE(rows) << rows.error().message;
  return rows && !rows->empty() ? rows->rows[0][0].value_or("NULL") : "no row";
}

TEST(PostgresDriver, SaysWhatItIs) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  EXPECT_EQ(driver->dialect(), "postgres");
  EXPECT_GE(driver->server_version(), (Version{10, 0, 0}));
  EXPECT_EQ(std::to_string(driver->server_version().major * 10000 + driver->server_version().minor),
            one(*driver, "show server_version_num"));
  EXPECT_TRUE(driver->connected());
  EXPECT_EQ(one(*driver, "select current_database()"), database.name());
  EXPECT_EQ(one(*driver, "show application_name"), "migc");
  EXPECT_EQ(one(*driver, "show client_encoding"), "UTF8");
  EXPECT_EQ(one(*driver, "show standard_conforming_strings"), "on");
}

TEST(PostgresDriver, SessionIsSettledWhateverTheRoleSays) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  {
    const auto driver = open(database);
    ASSERT_TRUE(driver->execute("alter database " + database.name() + " set datestyle = 'German'"));
    ASSERT_TRUE(driver->execute("alter database " + database.name() +
                                " set standard_conforming_strings = off"));
    ASSERT_TRUE(
        driver->execute("alter database " + database.name() + " set timezone = 'Asia/Tokyo'"));
  }
  const auto driver = open(database);
  EXPECT_EQ(one(*driver, "select date '2026-11-22'"), "2026-11-22");
  EXPECT_EQ(one(*driver, "show standard_conforming_strings"), "on");
  EXPECT_EQ(one(*driver, "show timezone"), "Asia/Tokyo") << "not ours to change";
}

TEST(PostgresDriver, ParametersAndServiceSettingsReachLibpq) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  ConnectionTarget target = database.target();
  target.params["application_name"] = "shop's \"deploy\" = 1";
  target.params["options"] = "-c search_path=app,public";
  const auto driver = open_driver(target, {});
  ASSERT_TRUE(driver) << driver.error().message;
  EXPECT_EQ(one(**driver, "show application_name"), "shop's \"deploy\" = 1");
  EXPECT_EQ(one(**driver, "show search_path"), "app,public");
  target.params["no_such_parameter"] = "x";
  const Error error = error_of(open_driver(target, {}));
  EXPECT_EQ(error.kind, ErrorKind::connect);
  EXPECT_NE(error.message.find("no_such_parameter"), std::string::npos) << error.message;
}

TEST(PostgresDriver, UnixSocketWorks) {
  MIGC_NEED_PG(access);
  if (access.socket_folder.empty()) GTEST_SKIP() << "the folder of the socket is not known";
  ConnectionTarget target = pg_target(access, "postgres");
  target.host = access.socket_folder;
  const auto driver = open_driver(target, {});
  ASSERT_TRUE(driver) << driver.error().message;
  EXPECT_EQ(one(**driver, "select inet_server_addr()"), "NULL");
}

TEST(PostgresDriver, WrongPasswordIsSaidWithoutThePassword) {
  MIGC_NEED_PG(access);
  if (access.scram_user.empty()) GTEST_SKIP() << "no role with a password on this server";
  ConnectionTarget target = pg_target(access, "postgres");
  target.user = access.scram_user;
  target.password = access.scram_password;
  EXPECT_TRUE(open_driver(target, {})) << "an odd password needs no quoting";
  target.password = "hunter2-wrong";
  const Error error = error_of(open_driver(target, {.wait_for_server = 30s}));
  EXPECT_EQ(error.kind, ErrorKind::connect);
  EXPECT_EQ(error.message, "cannot connect to `" + target.display +
                               "`: password authentication failed for user \"" + access.scram_user +
                               "\"");
  EXPECT_EQ((error.message + error.detail).find("hunter2"), std::string::npos);
  target.password.clear();
  const Error none = error_of(open_driver(target, {}));
  EXPECT_NE(none.message.find("no password supplied"), std::string::npos) << none.message;
}

TEST(PostgresDriver, MissingDatabaseFailsAtOnce) {
  MIGC_NEED_PG(access);
  const auto before = std::chrono::steady_clock::now();
  const Error error =
      error_of(open_driver(pg_target(access, "no_such_database"), {.wait_for_server = 30s}));
  EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
  EXPECT_EQ(error.kind, ErrorKind::connect);
  EXPECT_NE(error.message.find("database \"no_such_database\" does not exist"), std::string::npos)
      << error.message;
}

TEST(PostgresDriver, ClosedPortIsTriedUntilTheDeadline) {
  MIGC_NEED_PG(access);
  ConnectionTarget target = pg_target(access, "postgres");
  target.port = "1";
  target.display = "postgresql://app:***@127.0.0.1:1/shop";
  Error error = error_of(open_driver(target, {}));
  EXPECT_EQ(error.kind, ErrorKind::connect);
  EXPECT_EQ(error.message,
            "cannot connect to `postgresql://app:***@127.0.0.1:1/shop`: Connection refused");
  EXPECT_EQ(error.detail, "Is the server running on that host and accepting TCP/IP connections?");
  const auto before = std::chrono::steady_clock::now();
  error = error_of(open_driver(target, {.wait_for_server = 300ms}));
  EXPECT_GE(std::chrono::steady_clock::now() - before, 300ms);
  EXPECT_EQ(error.kind, ErrorKind::connect);
}

TEST(PostgresDriver, ExactlyOneStatement) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  const Error two = error_of(driver->execute("create table a (x int); create table b (x int)"));
  EXPECT_EQ(two.kind, ErrorKind::sql);
  EXPECT_EQ(two.sqlstate, "42601");
  EXPECT_EQ(one(*driver, "select to_regclass('a')"), "NULL") << "nothing of them ran";
  EXPECT_TRUE(driver->execute("create table a (x int); -- the end"));
  EXPECT_EQ(error_of(driver->execute("")).message, "the statement is empty");
  EXPECT_EQ(error_of(driver->execute("-- nothing")).message, "the statement is empty");
  EXPECT_FALSE(driver->execute(std::string("select 1") + '\0' + "; drop table a"));
  EXPECT_FALSE(driver->execute("copy a from stdin"));
  EXPECT_FALSE(driver->execute("copy a to stdout"));
  EXPECT_EQ(one(*driver, "select 1"), "1") << "the connection is as before";
}

TEST(PostgresDriver, StatementsThatMustNotBeInATransaction) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->execute("create table a (x int)"));
  EXPECT_TRUE(driver->execute("create index concurrently i on a (x)"));
  EXPECT_TRUE(driver->execute("vacuum a"));
  ASSERT_TRUE(driver->begin());
  EXPECT_EQ(error_of(driver->execute("drop index concurrently i")).sqlstate, "25001");
}

TEST(PostgresDriver, ErrorsHaveTheFieldsOfTheServer) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  const Error syntax = error_of(driver->execute("select 'é'\nfrm users where"));
  EXPECT_EQ(syntax.kind, ErrorKind::sql);
  EXPECT_EQ(syntax.sqlstate, "42601");
  EXPECT_EQ(syntax.message, "syntax error at or near \"users\"");
  EXPECT_EQ(syntax.detail, "at line 2, column 5 of the statement: `users where`");
  ASSERT_TRUE(driver->execute("create table t (a int primary key)"));
  ASSERT_TRUE(driver->execute("insert into t values (1)"));
  const Error unique = error_of(driver->execute("insert into t values ($1)", {1}));
  EXPECT_EQ(unique.sqlstate, "23505");
  EXPECT_EQ(unique.detail, "DETAIL: Key (a)=(1) already exists.");
  const Error hint = error_of(driver->execute("select t.aa from t"));
  EXPECT_NE(hint.detail.find("HINT: "), std::string::npos) << hint.detail;
}

TEST(PostgresDriver, ParametersOfEveryKind) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->execute("create table t (n text, i bigint, s text, b bytea, e text)"));
  const std::string text = "O'Brien \"x\" \\ ; -- größer 🐘 \n";
  EXPECT_EQ(driver
                ->execute("insert into t values ($1, $2, $3, $4, $5)",
                          {std::nullopt, 9223372036854775807, text,
                           Bytes{std::string("\0\xff\x27z", 4)}, ""})
                .value(),
            1U);
  const auto rows =
      driver->query("select n, i, s, b, e, $2::int + 1 as next from t where s = $1", {text, 41});
  ASSERT_TRUE(rows) << rows.error().message;
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ(rows->columns, (std::vector<std::string>{"n", "i", "s", "b", "e", "next"}));
  EXPECT_EQ(rows->rows[0],
            (Row{std::nullopt, "9223372036854775807", text, "\\x00ff277a", "", "42"}));
  EXPECT_EQ(error_of(driver->query("select $1::text", {std::string("a\0b", 3)})).sqlstate, "22021");
  EXPECT_FALSE(driver->query("select $2::text", {"one"}));
}

TEST(PostgresDriver, CountsAffectedRows) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->execute("create table t (a int)"));
  EXPECT_EQ(driver->execute("insert into t values ($1), (2), (3)", {1}).value(), 3U);
  EXPECT_EQ(driver->execute("update t set a = $1 where a > 1", {0}).value(), 2U);
  EXPECT_EQ(driver->execute("delete from t where a = $1", {77}).value(), 0U);
  EXPECT_EQ(driver->execute("create table u (a int)", std::span<const Value>()).value(), 0U);
}

TEST(PostgresDriver, StatementsThatComeAgain) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->execute("create table t (n bigint)"));
  const std::vector<Value> values{Value(7)};
  const auto insert = [&] { return driver->execute_again("insert into t values ($1)", values); };
  const auto prepared = [&] { return one(*driver, "select count(*) from pg_prepared_statements"); };
  EXPECT_EQ(insert().value_or(0), 1U);
  EXPECT_EQ(prepared(), "0");
  EXPECT_EQ(insert().value_or(0), 1U);
  EXPECT_EQ(prepared(), "1");
  EXPECT_EQ(insert().value_or(0), 1U);
  EXPECT_EQ(prepared(), "1");
  ASSERT_TRUE(driver->execute("Deallocate All"));
  EXPECT_EQ(insert().value_or(0), 1U);
  EXPECT_EQ(insert().value_or(0), 1U);
  ASSERT_TRUE(driver->reconnect());
  EXPECT_EQ(insert().value_or(0), 1U);
  EXPECT_EQ(one(*driver, "select count(*) from t"), "6");
}

TEST(PostgresDriver, TransactionRollsBackUnlessCommitted) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  {
    auto transaction = Transaction::begin(*driver);
    ASSERT_TRUE(transaction);
    EXPECT_TRUE(driver->in_transaction());
    ASSERT_TRUE(driver->execute("create table t (a int)"));
  }
  EXPECT_FALSE(driver->in_transaction());
  EXPECT_EQ(one(*driver, "select to_regclass('t')"), "NULL");
  {
    auto transaction = Transaction::begin(*driver);
    ASSERT_TRUE(driver->execute("create table t (a int)"));
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(one(*driver, "select to_regclass('t')"), "t");
}

TEST(PostgresDriver, CommitOfAFailedTransactionIsAnError) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->begin());
  ASSERT_TRUE(driver->execute("create table t (a int)"));
  ASSERT_FALSE(driver->execute("select 1 / 0"));
  const Error error = error_of(driver->commit());
  EXPECT_EQ(error.kind, ErrorKind::sql);
  EXPECT_EQ(error.sqlstate, "25P02");
  EXPECT_FALSE(driver->in_transaction());
  EXPECT_EQ(one(*driver, "select to_regclass('t')"), "NULL");
}

TEST(PostgresDriver, DeferredConstraintFailsTheCommit) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->execute("create table p (id int primary key)"));
  ASSERT_TRUE(driver->execute("create table c (p int references p deferrable initially deferred)"));
  ASSERT_TRUE(driver->begin());
  ASSERT_TRUE(driver->execute("insert into c values (7)"));
  const Error error = error_of(driver->commit());
  EXPECT_EQ(error.kind, ErrorKind::sql);
  EXPECT_EQ(error.sqlstate, "23503");
  EXPECT_FALSE(driver->in_transaction());
}

TEST(PostgresDriver, TransactionControlInAStatementIsNoticed) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  EXPECT_EQ(error_of(driver->execute("begin")).kind, ErrorKind::refused);
  EXPECT_FALSE(driver->in_transaction());
  ASSERT_TRUE(driver->begin());
  EXPECT_EQ(error_of(driver->execute("commit")).kind, ErrorKind::refused);
  ASSERT_TRUE(driver->begin());
  EXPECT_EQ(error_of(driver->execute("rollback")).kind, ErrorKind::refused);
}

TEST(PostgresDriver, ConnectionLostDuringCommitIsInDoubt) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  const auto other = open(database);
  ASSERT_TRUE(driver->execute("create table t (a int)"));
  ASSERT_TRUE(
      driver->execute("create function nap() returns trigger language plpgsql as"
                      " $$ begin perform pg_sleep(60); return null; end $$"));
  ASSERT_TRUE(
      driver->execute("create constraint trigger g after insert on t deferrable initially deferred"
                      " for each row execute function nap()"));
  const std::string pid = one(*driver, "select pg_backend_pid()");
  ASSERT_TRUE(driver->begin());
  ASSERT_TRUE(driver->execute("insert into t values (1)"));
  std::thread helper([&] {
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(other->query("select pg_terminate_backend($1::int)", {pid}).value().rows[0][0], "t");
  });
  const Error error = error_of(driver->commit());
  helper.join();
  EXPECT_EQ(error.kind, ErrorKind::in_doubt);
  EXPECT_FALSE(driver->connected());
  EXPECT_EQ(error_of(driver->query("select 1")).kind, ErrorKind::connect);
  ASSERT_TRUE(driver->reconnect());
  EXPECT_EQ(one(*driver, "select count(*) from t"), "0");
}

TEST(PostgresDriver, ConnectionLostBeforeIsNotInDoubt) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  const auto other = open(database);
  ASSERT_TRUE(driver->try_lock("k").value());
  const std::string pid = one(*driver, "select pg_backend_pid()");
  ASSERT_TRUE(driver->begin());
  ASSERT_TRUE(other->query("select pg_terminate_backend($1::int)", {pid}));
  while (one(*other, "select count(*) from pg_stat_activity where pid = " + pid) != "0") {
  }
  const Error error = error_of(driver->execute("select 1"));
  EXPECT_EQ(error.kind, ErrorKind::connect);
  EXPECT_EQ(
      error.message.find("the connection to `" + std::string(driver->display()) + "` is lost"), 0U)
      << error.message;
  EXPECT_FALSE(driver->connected());
  EXPECT_EQ(error_of(driver->commit()).kind, ErrorKind::connect);
  EXPECT_TRUE(driver->rollback());
  EXPECT_TRUE(driver->unlock());
  EXPECT_TRUE(other->try_lock("k").value()) << "the lock went with the connection";
  ASSERT_TRUE(driver->reconnect());
  EXPECT_TRUE(driver->connected());
  EXPECT_FALSE(driver->try_lock("k").value());
}

TEST(PostgresDriver, SettingsAreReadBackAndGivenBack) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  const std::string before = driver->set_session("lock_timeout", "2000ms").value();
  EXPECT_EQ(before, "0");
  EXPECT_EQ(one(*driver, "show lock_timeout"), "2s");
  EXPECT_EQ(driver->set_session("lock_timeout", before).value(), "2s");
  EXPECT_EQ(one(*driver, "show lock_timeout"), "0");
  EXPECT_EQ(driver->set_session("search_path", "\"Odd, name\", public").value(),
            "\"$user\", public");
  EXPECT_EQ(error_of(driver->set_session("no_such_setting", "1")).sqlstate, "42704");
  EXPECT_EQ(error_of(driver->set_session("lock_timeout", "soon")).sqlstate, "22023");
  ASSERT_TRUE(driver->begin());
  EXPECT_EQ(error_of(driver->set_session("lock_timeout", "1s")).kind, ErrorKind::refused);
}

TEST(PostgresDriver, ATransactionsSettingsGoWithIt) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->sets_locally());
  ASSERT_TRUE(driver->set_session("lock_timeout", "2s"));
  const std::vector<Setting> settings = {{"lock_timeout", "0"},
                                         {"search_path", "\"Odd', name\", public"}};
  ASSERT_TRUE(driver->begin(settings));
  EXPECT_EQ(one(*driver, "show lock_timeout"), "0");
  EXPECT_EQ(one(*driver, "show search_path"), "\"Odd', name\", public");
  ASSERT_TRUE(driver->commit());
  EXPECT_EQ(one(*driver, "show lock_timeout"), "2s");
  EXPECT_EQ(one(*driver, "show search_path"), "\"$user\", public");

  const std::vector<Setting> wrong = {{"lock_timeout", "soon"}};
  ASSERT_TRUE(driver->begin(wrong)) << "sent with the first statement";
  EXPECT_EQ(error_of(driver->execute("select 1")).sqlstate, "22023");
  ASSERT_TRUE(driver->rollback());
  EXPECT_FALSE(driver->in_transaction());
  EXPECT_TRUE(driver->begin()) << "nothing of the failed one is left";
}

TEST(PostgresDriver, TheFirstStatementOfATransactionMayBeAnything) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->execute("create table t (a int)"));
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"copy t from stdin", "`COPY` from or to the client is not possible here"},
      {"copy (select generate_series(1, 100000)) to stdout",
       "`COPY` from or to the client is not possible here"},
      {"select 1/0", "division by zero"},
      {"select (", "syntax error at end of input"},
      {"", "the statement is empty"},
      {"select 1; select 2", "cannot insert multiple commands into a prepared statement"},
      {"vacuum t", "VACUUM cannot run inside a transaction block"},
      {"commit", "the statement ended the transaction that it ran in"},
      {"rollback", "the statement ended the transaction that it ran in"}};
  // Twice: under the lock BEGIN is prepared from the second time on.
  ASSERT_TRUE(driver->try_lock("k").value());
  for (int round = 0; round < 2; ++round) {
    for (const auto& [sql, message] : cases) {
      ASSERT_TRUE(driver->begin()) << sql;
      EXPECT_TRUE(driver->in_transaction());
      EXPECT_EQ(error_of(driver->execute(sql)).message, message);
      ASSERT_TRUE(driver->rollback()) << sql;
      EXPECT_FALSE(driver->in_transaction());
      EXPECT_EQ(one(*driver, "select count(*) from t"), "0") << sql;
    }
    ASSERT_TRUE(driver->begin());
    ASSERT_TRUE(driver->commit()) << "of nothing";
    EXPECT_FALSE(driver->in_transaction());
    ASSERT_TRUE(driver->begin());
    EXPECT_EQ(one(*driver, "select count(*) from generate_series(1, 50000)"), "50000");
    ASSERT_TRUE(driver->rollback());
  }
}

TEST(PostgresDriver, TheLastStatementGoesWithTheCommit) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ASSERT_TRUE(driver->execute("create table t (a int primary key)"));
  ASSERT_TRUE(driver->try_lock("k").value());
  const std::string insert = "insert into t values ($1::int)";
  const auto last = [&](std::int64_t number) {
    return driver->execute_last(insert, std::array<Value, 1>{Value(number)});
  };
  for (int round = 0; round < 3; ++round) {
    ASSERT_TRUE(driver->begin());
    ASSERT_TRUE(driver->execute("insert into t values (100)"));
    ASSERT_TRUE(last(round));
    ASSERT_TRUE(driver->rollback());
    ASSERT_TRUE(driver->begin());
    ASSERT_TRUE(last(round));
    EXPECT_TRUE(driver->in_transaction());
    ASSERT_TRUE(driver->commit());
    EXPECT_FALSE(driver->in_transaction());
    EXPECT_EQ(one(*driver, "select count(*) from t"), std::to_string(round + 1));

    ASSERT_TRUE(driver->begin());
    ASSERT_TRUE(driver->execute("insert into t values (100)"));
    ASSERT_TRUE(last(round)) << "there already, which only the commit finds out";
    const Error error = error_of(driver->commit());
    EXPECT_EQ(error.kind, ErrorKind::sql);
    EXPECT_EQ(error.sqlstate, "23505");
    EXPECT_FALSE(driver->in_transaction());
    EXPECT_EQ(one(*driver, "select count(*) from t"), std::to_string(round + 1));
  }
}

TEST(PostgresDriver, LockTimeoutIsLocked) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto first = open(database);
  const auto second = open(database);
  ASSERT_TRUE(first->execute("create table t (a int)"));
  ASSERT_TRUE(first->begin());
  ASSERT_TRUE(first->execute("lock table t"));
  ASSERT_TRUE(second->set_session("lock_timeout", "50ms"));
  const Error error = error_of(second->execute("alter table t add b int"));
  EXPECT_EQ(error.kind, ErrorKind::locked);
  EXPECT_EQ(error.sqlstate, "55P03");
}

TEST(PostgresDriver, LockIsForOneDriverAtATime) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const PgDatabase elsewhere(access);
  const auto first = open(database);
  const auto second = open(database);
  EXPECT_EQ(second->lock_holder("migc").value(), "");
  EXPECT_TRUE(first->try_lock("migc").value());
  EXPECT_TRUE(first->try_lock("migc").value());
  EXPECT_FALSE(second->try_lock("migc").value());
  EXPECT_TRUE(open(elsewhere)->try_lock("migc").value())
      << "another database has a lock of its own";
  EXPECT_TRUE(open(database)->try_lock("other place").value());
  const std::string holder = second->lock_holder("migc").value();
  const std::string pid = one(*first, "select pg_backend_pid()");
  EXPECT_TRUE(holder.starts_with("pid " + pid + ", application migc, user ")) << holder;
  EXPECT_NE(holder.find(", connected since 20"), std::string::npos) << holder;
  EXPECT_TRUE(first->unlock());
  EXPECT_TRUE(first->unlock());
  EXPECT_TRUE(second->try_lock("migc").value());
}

TEST(PostgresDriver, LockGoesWithTheProcess) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto driver = open_driver(database.target(), {});
    const char answer = driver && (*driver)->try_lock("migc").value_or(false) ? 'y' : 'n';
    static_cast<void>(::write(ready[1], &answer, 1) == 1);
    for (;;) ::pause();
  }
  char answer = 0;
  ASSERT_EQ(::read(ready[0], &answer, 1), 1);
  EXPECT_EQ(answer, 'y');
  const auto driver = open(database);
  EXPECT_FALSE(driver->try_lock("migc").value());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  bool taken = false;
  for (int i = 0; i < 500 && !taken; ++i) {  // the server notices in its own time
    taken = driver->try_lock("migc").value();
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_TRUE(taken);
  ::close(ready[0]);
  ::close(ready[1]);
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

TEST(PostgresDriver, CancelEndsAStatement) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  driver->cancel();  // nothing is running
  {
    const Canceller canceller(*driver);
    const Error error = error_of(driver->query("select pg_sleep(600)"));
    EXPECT_EQ(error.kind, ErrorKind::sql);
    EXPECT_EQ(error.sqlstate, "57014");
  }
  // A request that is still under way may hit the next statement.
  Result<Rows> after = driver->query("select 1");
  if (!after && after.error().sqlstate == "57014") after = driver->query("select 1");
  EXPECT_TRUE(after);
}

TEST(PostgresDriver, ReadOnlySessionsCannotWrite) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database, {.read_only = true});
  EXPECT_EQ(error_of(driver->execute("create table t (a int)")).sqlstate, "25006");
  EXPECT_EQ(one(*driver, "select 1"), "1");
}

TEST(PostgresDriver, NoticesAreQuiet) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  const auto driver = open(database);
  ::testing::internal::CaptureStderr();
  EXPECT_TRUE(driver->execute("drop table if exists nothing"));
  EXPECT_TRUE(driver->execute("do $$ begin raise warning 'loud'; end $$"));
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST(PgServer, StopsAndCleansUpWhenItsOwnerIsKilled) {
  MIGC_NEED_PG(access);
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto server = test::PgServer::start();
    const std::string folder = server ? (*server)->access().socket_folder : "none";
    static_cast<void>(::write(ready[1], folder.data(), folder.size()) > 0);
    for (;;) ::pause();
  }
  char folder[200] = {};
  ASSERT_GT(::read(ready[0], folder, sizeof folder - 1), 0);
  if (std::string(folder) == "none") {
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    if (std::getenv("MIGC_TEST_REQUIRE_PG") != nullptr) FAIL() << "no PostgreSQL programs here";
    GTEST_SKIP() << "no PostgreSQL programs here";
  }
  EXPECT_EQ(::access(folder, F_OK), 0);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  bool gone = false;
  for (int i = 0; i < 1000 && !gone; ++i) {
    gone = ::access(folder, F_OK) != 0;
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_TRUE(gone);
  ::close(ready[0]);
  ::close(ready[1]);
}

}  // namespace
}  // namespace migc::runtime
