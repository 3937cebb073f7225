#include <algorithm>
#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <sys/mount.h>
#include <thread>
#include <unistd.h>

#include "tests/kill/disturbed.h"

// Databases in trouble: somebody holds a table, the disk is full, rights are missing. A clear
// message, the right exit code, nothing half done, and the next run finishes when the trouble is
// over.

namespace migc::test {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

class TroubleTest : public Disturbed {
 protected:
  TroubleTest() { write_history(); }
  void sql(runtime::Driver& driver, const std::string& text) {
    const Result<void> done = driver.execute(text);
    ASSERT_TRUE(done) << done.error().message;
  }
  /// What the trouble must leave behind.
  void expect_nothing_happened() {
    EXPECT_EQ(json({"current"}).at("current").size(), 0U);
    EXPECT_EQ(json({"current"}).at("unfinished"), false);
  }
  void expect_finishes() {
    ok({"apply", "head"});
    expect_ledger(1, 0);
  }
};

/// A long reader and an idle transaction keep the table; the migration waits in short turns, and
/// whoever comes behind it is never kept longer than one of them.
TEST_F(TroubleTest, AHeldTableHoldsUpNobodyElse) {
  MIGC_NEED_PG(access);
  use_postgres(access);
  ok({"apply", "k00000000001"});
  const std::unique_ptr<runtime::Driver> reader = connect(), other = connect();
  ASSERT_TRUE(reader->begin());
  ASSERT_TRUE(reader->query("SELECT count(*) FROM people"));
  Process migration = start_migc({"apply", "k00000000002", "--lock-timeout", "1500ms"});
  std::vector<std::chrono::milliseconds> latencies;
  const Clock::time_point end = Clock::now() + 4s;
  while (Clock::now() < end) {
    const Clock::time_point start = Clock::now();
    ASSERT_TRUE(other->query("SELECT count(*) FROM people WHERE id = 7"));
    latencies.push_back(
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start));
    std::this_thread::sleep_for(5ms);
  }
  EXPECT_TRUE(migration.wait_for_err("follows in")) << migration.err_so_far();
  EXPECT_TRUE(contains(migration.err_so_far(), "idle in transaction")) << migration.err_so_far();
  ASSERT_TRUE(reader->rollback());
  const Outcome outcome = migration.wait();
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  std::sort(latencies.begin(), latencies.end());
  std::printf("other clients: %zu queries, median %ld ms, longest %ld ms\n", latencies.size(),
              static_cast<long>(latencies[latencies.size() / 2].count()),
              static_cast<long>(latencies.back().count()));
  // One lock timeout, and as much again for a busy machine.
  EXPECT_LE(latencies.back(), 4000ms);
  expect_finishes();
}

TEST_F(TroubleTest, ThePatienceHasAnEnd) {
  MIGC_NEED_PG(access);
  use_postgres(access);
  ok({"apply", "k00000000001"});
  {
    const std::unique_ptr<runtime::Driver> holder = connect();
    ASSERT_TRUE(holder->begin());
    sql(*holder, "LOCK TABLE people IN ACCESS SHARE MODE");
    const Outcome outcome = migc({"apply", "--lock-timeout", "1200ms", "--retry-for", "1s"});
    EXPECT_EQ(outcome.code, 5) << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "in the way: pid ")) << outcome.err;
  }
  expect_finishes();
}

TEST_F(TroubleTest, AStatementThatTakesTooLong) {
  MIGC_NEED_PG(access);
  use_postgres(access);
  ok({"apply", "head"});
  write("migrations/6_slow.mig", R"(migration k00000000006 'slow';
revises k00000000005;

sql for postgres $$ SELECT pg_sleep(20) $$ down nothing for sqlite nothing;
)");
  const Outcome outcome = migc({"apply", "--statement-timeout", "300ms"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "statement timeout")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "6_slow.mig:4")) << outcome.err;
  EXPECT_EQ(json({"current"}).at("unfinished"), false);
}

TEST_F(TroubleTest, RightsAreMissing) {
  MIGC_NEED_PG(access);
  use_postgres(access);
  const std::unique_ptr<runtime::Driver> owner = connect();
  const std::string role = "migc_poor_" + std::to_string(::getpid());
  sql(*owner, fmt::format("CREATE ROLE {} LOGIN", role));
  const std::string mine = url();
  variables["MIGC_URL"] = mine.substr(0, mine.find("//") + 2) + role + mine.substr(mine.find('@'));
  const Outcome outcome = migc({"apply"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "permission denied")) << outcome.err;
  variables["MIGC_URL"] = mine;
  expect_nothing_happened();
  // With rights to some of it: what was done stays, what was not is not there.
  sql(*owner,
      fmt::format("GRANT CREATE ON DATABASE {} TO {}", mine.substr(mine.rfind('/') + 1), role));
  variables["MIGC_URL"] = mine.substr(0, mine.find("//") + 2) + role + mine.substr(mine.find('@'));
  const Outcome second = migc({"apply"});
  EXPECT_EQ(second.code, 3) << second.err;
  EXPECT_TRUE(contains(second.err, "permission denied for schema public")) << second.err;
  variables["MIGC_URL"] = mine;
  expect_nothing_happened();
  expect_finishes();
  sql(*owner, fmt::format("REASSIGN OWNED BY {0} TO CURRENT_USER", role));
  sql(*owner, fmt::format("DROP OWNED BY {0}", role));
  sql(*owner, fmt::format("DROP ROLE {0}", role));
}

TEST_F(TroubleTest, AReadOnlyDatabase) {
  MIGC_NEED_PG(access);
  use_postgres(access);
  const std::string name = url().substr(url().rfind('/') + 1);
  sql(*connect(), fmt::format("ALTER DATABASE {} SET default_transaction_read_only = on", name));
  const Outcome outcome = migc({"apply"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "read-only transaction")) << outcome.err;
  const std::unique_ptr<runtime::Driver> owner = connect();
  sql(*owner, "SET default_transaction_read_only = off");
  sql(*owner, fmt::format("ALTER DATABASE {} RESET default_transaction_read_only", name));
  expect_nothing_happened();
  expect_finishes();
}

TEST_F(TroubleTest, TooManyConnections) {
  MIGC_NEED_PG(access);
  use_postgres(access);
  const std::unique_ptr<runtime::Driver> owner = connect();
  const std::string role = "migc_few_" + std::to_string(::getpid());
  sql(*owner, fmt::format("CREATE ROLE {} LOGIN CONNECTION LIMIT 0", role));
  const std::string mine = url();
  variables["MIGC_URL"] = mine.substr(0, mine.find("//") + 2) + role + mine.substr(mine.find('@'));
  const Outcome outcome = migc({"apply", "--connect-timeout", "0"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "too many connections")) << outcome.err;
  variables["MIGC_URL"] = mine;
  expect_nothing_happened();
  sql(*owner, fmt::format("DROP ROLE {}", role));
}

/// A database that cannot hold a text says so; the transaction is gone as a whole.
TEST_F(TroubleTest, AnotherEncoding) {
  MIGC_NEED_PG(access);
  use_postgres(access);
  const std::unique_ptr<runtime::Driver> owner = connect();
  const std::string name = "migc_latin_" + std::to_string(::getpid());
  sql(*owner, fmt::format("CREATE DATABASE {} TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' "
                          "LC_CTYPE 'C'",
                          name));
  write("migrations/6_words.mig",
        "migration k00000000006 'words';\nrevises k00000000005;\n\n"
        "insert into notes (id, person_id, body) key (id) {\n"
        "  (9001, 1, 'latin');\n  (9002, 1, '\xe6\xbc\xa2');\n}\n");
  const std::string mine = url();
  variables["MIGC_URL"] = mine.substr(0, mine.rfind('/') + 1) + name;
  const Outcome outcome = migc({"apply"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "22P05")) << outcome.err;
  EXPECT_EQ(json({"current"}).at("current").at(0), "k00000000005");
  EXPECT_EQ(json({"current"}).at("unfinished"), false);
  variables["MIGC_URL"] = mine;
  sql(*owner, fmt::format("DROP DATABASE {} WITH (FORCE)", name));
}

/// Its sessions change from one transaction to the next, so neither lock nor settings would hold.
TEST_F(TroubleTest, APoolerInTransactionMode) {
  MIGC_NEED_PG(access);
  if (run({"sh", "-c", "command -v pgbouncer"}).code != 0) GTEST_SKIP() << "no pgbouncer on PATH";
  use_postgres(access);
  const std::string direct = url();
  for (const char* mode : {"transaction", "session"}) {
    const int port = 20000 + ::getpid() % 20000;
    write("pooler.ini",
          fmt::format(
              "[databases]\n* = host={} port={} user={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
              "listen_port = {}\nauth_type = any\npool_mode = {}\nunix_socket_dir =\n"
              "ignore_startup_parameters = extra_float_digits\n",
              access.host, access.port, access.user, port, mode));
    std::filesystem::permissions(root.parent_path(), std::filesystem::perms::all);
    std::filesystem::permissions(root, std::filesystem::perms::all);
    Process pooler({{"pgbouncer", "-u", "nobody", "pooler.ini"}, root, variables, "", false});
    ASSERT_TRUE(pooler.wait_for_err("process up")) << pooler.err_so_far();
    std::string pooled = direct;
    const std::string server = access.host + ":" + access.port;
    variables["MIGC_URL"] =
        pooled.replace(pooled.find(server), server.size(), "127.0.0.1:" + std::to_string(port));
    const Outcome outcome = migc({"apply"});
    if (std::string_view(mode) == "session") {
      EXPECT_EQ(outcome.code, 0) << outcome.err;
    } else {
      EXPECT_EQ(outcome.code, 4) << outcome.err;
      EXPECT_TRUE(contains(outcome.err, "pooler")) << outcome.err;
      variables["MIGC_URL"] = direct;
      expect_nothing_happened();
    }
    pooler.signal(SIGKILL);
    static_cast<void>(pooler.wait());
  }
}

/// A small file system of its own; only root can make one.
TEST_F(TroubleTest, AFullDisk) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make a small file system";
  use_sqlite();
  ok({"apply", "head"});
  const std::string goal = snapshot();
  const std::filesystem::path disk = root / "disk";
  std::filesystem::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=140k") != 0)
    GTEST_SKIP() << "no file system can be mounted here";
  variables["MIGC_URL"] = fmt::format("sqlite:///{}", (disk / "data.db").string());
  const Outcome outcome = migc({"apply", "head"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "full")) << outcome.err;
  const std::string check =
      run({"sqlite3", (disk / "data.db").string()}, "PRAGMA integrity_check").out;
  EXPECT_EQ(check, "ok\n");
  EXPECT_EQ(::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=8m"), 0);
  const Outcome again = migc({"apply", "head"});
  EXPECT_EQ(again.code, 0) << again.err;
  std::filesystem::copy_file(disk / "data.db", root / "data1.db",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(::umount(disk.c_str()), 0);
  EXPECT_EQ(snapshot(), goal);
}

/// A table that does not fit on the disk twice is not copied at all.
TEST_F(TroubleTest, ADiskThatIsTooSmallForACopy) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make a small file system";
  use_sqlite();
  const std::filesystem::path disk = root / "disk";
  std::filesystem::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=32m") != 0)
    GTEST_SKIP() << "no file system can be mounted here";
  const std::string file = (disk / "data.db").string();
  variables["MIGC_URL"] = "sqlite:///" + file;
  ok({"apply", "k00000000001"});
  const std::string more =
      "WITH RECURSIVE n(i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < 21000) INSERT "
      "INTO people (id, email, age) SELECT i, i || '@example.org' || hex(zeroblob(20)), 7 FROM n";
  EXPECT_EQ(run({"sqlite3", file}, more).code, 0);
  const auto state = [&] { return run({"sqlite3", file}, ".dump people").out; };
  const std::string before = state();
  EXPECT_GT(before.size(), 1'000'000U);
  const std::filesystem::path filler = disk / "filler";
  const std::uintmax_t room = std::filesystem::space(disk).available;
  ASSERT_GT(room, 600'000U);
  write(filler.string(), std::string(room - 600'000, 'x'));
  const Outcome outcome = migc({"apply", "head"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "too full to rebuild")) << outcome.err;
  EXPECT_EQ(state(), before);
  std::filesystem::remove(filler);
  ok({"apply", "head"});
  EXPECT_EQ(run({"sqlite3", file}, "SELECT count(*) FROM people").out, "20300\n");
  EXPECT_EQ(::umount(disk.c_str()), 0);
}

TEST_F(TroubleTest, AFileThatCannotBeWritten) {
  use_sqlite();
  ok({"apply", "k00000000001"});
  const std::string before = snapshot();
  obeys_permissions = true;
  std::filesystem::permissions(root / "data1.db", std::filesystem::perms::owner_read);
  const Outcome outcome = migc({"apply", "head"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "read only")) << outcome.err;
  std::filesystem::permissions(
      root / "data1.db", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(snapshot(), before);
  expect_finishes();
}

}  // namespace
}  // namespace migc::test
