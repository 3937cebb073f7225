#include <csignal>

#include "runtime/driver/open.h"
#include "runtime/driver/transaction.h"
#include "tests/cli/cli_test.h"
#include "tests/support/pg_server.h"

// The command line on a PostgreSQL server.

namespace migc::test {
namespace {

class PostgresCliTest : public CliTest {
 public:
  PostgresCliTest() { write_project(); }

  std::string psql(const std::string& url, const std::string& sql) const {
    const Outcome outcome =
        run({"psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url}, sql);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    std::string answer = outcome.out;
    while (!answer.empty() && answer.back() == '\n') answer.pop_back();
    return answer;
  }
  std::string current() const {
    const auto answer = json({"current"});
    if (!answer.is_object() || answer.at("current").empty()) return "base";
    return answer.at("current").at(0);
  }
};

/// The URL as an application with an async driver has it.
std::string async_url(const std::string& url) {
  return "postgresql+asyncpg" + url.substr(url.find(':'));
}

TEST_F(PostgresCliTest, RunsUpAndDownWithTheUrlOfTheApplication) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  variables["DATABASE_URL"] = async_url(database.url());
  EXPECT_EQ(current(), "base");
  EXPECT_EQ(psql(database.url(), "select count(*) from pg_namespace where nspname = 'migc'"), "0");
  ok({"apply"});
  EXPECT_EQ(current(), "c00000000003");
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
  EXPECT_EQ(psql(database.url(), "select count(*) from notes"), "0");
  ok({"revert", "-1"});
  EXPECT_EQ(current(), "b00000000002");
  ok({"revert", "base"});
  EXPECT_EQ(psql(database.url(), "select count(*) from pg_tables where schemaname = 'public'"),
            "0");
  EXPECT_TRUE(contains(ok({"history", "-v"}), "applied:    no"));
}

TEST_F(PostgresCliTest, PlannedScriptRunsInPsql) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  variables["MIGC_URL"] = database.url();
  const std::string script = ok({"plan", "--sql"});
  EXPECT_EQ(script, ok({"plan", "--sql", "--dialect", "postgres"}));
  psql(database.url(), script);
  EXPECT_EQ(current(), "c00000000003");
  EXPECT_EQ(psql(database.url(), "select count(*) from migc.ledger"), "3");
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
  EXPECT_NE(run({"psql", "-X", "-q", "-d", database.url()}, script).code, 0);
  psql(database.url(), ok({"plan", "base", "--down", "--sql"}));
  EXPECT_EQ(current(), "base");
  ok({"apply"});
}

TEST_F(PostgresCliTest, WrongPassword) {
  MIGC_NEED_PG(access);
  if (access.scram_user.empty()) GTEST_SKIP() << "the server knows no role with a password";
  secret = "wr0ng";
  const std::string place = "@" + access.host + ":" + access.port + "/postgres";
  const Outcome apply =
      migc({"apply", "--url", "postgresql+asyncpg://" + access.scram_user + ":wr0ng" + place});
  EXPECT_EQ(apply.code, 3);
  EXPECT_EQ(apply.out, "");
  EXPECT_TRUE(contains(apply.err, "postgresql+asyncpg://" + access.scram_user + ":***" + place))
      << apply.err;
  EXPECT_TRUE(contains(apply.err, "password authentication failed")) << apply.err;
}

TEST_F(PostgresCliTest, RightPasswordStaysHidden) {
  MIGC_NEED_PG(access);
  if (access.scram_user.empty()) GTEST_SKIP() << "the server knows no role with a password";
  const PgDatabase database(access);
  secret = access.scram_password;
  variables["DATABASE_SERVICE"] = "postgresql+asyncpg";
  variables["DATABASE_HOST"] = access.host;
  variables["DATABASE_PORT"] = access.port;
  variables["DATABASE_NAME"] = database.name();
  variables["DATABASE_USER"] = access.scram_user;
  variables["DATABASE_PASSWORD"] = access.scram_password;
  const Outcome apply = migc({"apply", "-v"});
  EXPECT_EQ(apply.code, 0) << apply.err;
  EXPECT_TRUE(contains(apply.out, ":***@")) << apply.out;
  ok({"current", "--format", "json"});
  EXPECT_EQ(psql(database.url(), "select count(*) from migc.ledger where strpos(ledger::text, '" +
                                     secret + "') > 0"),
            "0");
}

TEST_F(PostgresCliTest, UnknownDatabase) {
  MIGC_NEED_PG(access);
  const Outcome apply = migc({"apply", "--url", pg_url(access, "migc_is_not_there")});
  EXPECT_EQ(apply.code, 3);
  EXPECT_TRUE(contains(apply.err, "does not exist")) << apply.err;
}

TEST_F(PostgresCliTest, FailedMigrationsShowTheLineAndLeaveNothing) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  variables["MIGC_URL"] = database.url();
  write("migrations/4_more.mig", R"(migration d00000000004 'fails';
revises c00000000003;

create table extra {
  id bigint primary key;
}

insert into users (id, email) key (id) {
  (1, 'same');
  (2, 'same');
}
)");
  const Outcome apply = migc({"apply"});
  EXPECT_EQ(apply.code, 3);
  EXPECT_EQ(apply.out, "");
  EXPECT_TRUE(contains(apply.err, "--> migrations/4_more.mig:8:13")) << apply.err;
  EXPECT_TRUE(contains(apply.err, "23505")) << apply.err;
  EXPECT_EQ(psql(database.url(), "select count(*) from pg_tables where tablename = 'extra'"), "0");
  EXPECT_EQ(current(), "c00000000003");
}

TEST_F(PostgresCliTest, SeveralRunsAtOnceAllSucceed) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  variables["MIGC_URL"] = database.url();
  std::vector<Process> runs;
  for (int i = 0; i < 4; ++i) runs.push_back(start_migc({"apply"}));
  for (Process& process : runs) {
    const Outcome outcome = process.wait();
    EXPECT_EQ(outcome.code, 0) << outcome.err;
  }
  EXPECT_EQ(psql(database.url(), "select count(*) from migc.ledger"), "3");
}

TEST_F(PostgresCliTest, LockWaitAndInterrupt) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  variables["MIGC_URL"] = database.url();
  ok({"apply", "b000"});
  auto holder = runtime::open_driver(database.target(), {});
  ASSERT_TRUE(holder);
  const Result<bool> locked = (*holder)->try_lock("migc");
  ASSERT_TRUE(locked && *locked);
  const Outcome late = migc({"apply", "--lock-wait", "200ms"});
  EXPECT_EQ(late.code, 5) << late.err;
  EXPECT_EQ(late.out, "");
  Process waiting = start_migc({"apply"});
  EXPECT_TRUE(waiting.wait_for_err("waiting for another run of migc")) << waiting.err_so_far();
  waiting.signal(SIGINT);
  const Outcome stopped = waiting.wait();
  EXPECT_EQ(stopped.code, 3) << stopped.err;
  EXPECT_TRUE(contains(stopped.err, "stopped on request")) << stopped.err;
  ASSERT_TRUE((*holder)->unlock());
  EXPECT_EQ(current(), "b00000000002");
  ok({"apply"});
}

TEST_F(PostgresCliTest, TablesThatAreLockedGiveTheLockCode) {
  MIGC_NEED_PG(access);
  const PgDatabase database(access);
  variables["MIGC_URL"] = database.url();
  ok({"apply", "a000"});
  auto reader = runtime::open_driver(database.target(), {});
  ASSERT_TRUE(reader);
  {
    const auto transaction = runtime::Transaction::begin(**reader);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE((*reader)->execute("LOCK TABLE users IN ACCESS SHARE MODE"));
    const Outcome apply = migc({"apply", "b000", "--lock-timeout", "100ms", "--retry-for", "1s"});
    EXPECT_EQ(apply.code, 5) << apply.err;
    EXPECT_EQ(apply.out, "");
  }  // rolled back
  ok({"apply"});
}

}  // namespace
}  // namespace migc::test
