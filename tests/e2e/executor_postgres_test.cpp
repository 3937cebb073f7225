#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "runtime/driver/transaction.h"
#include "runtime/journal/offline.h"
#include "tests/e2e/executor_cases.h"
#include "tests/support/pg_server.h"
#include "tests/support/temporary_folder.h"

namespace migc::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PostgresDatabase : public TestDatabase {
 public:
  explicit PostgresDatabase(const PgAccess& access) : database_(access) {}

  std::unique_ptr<Driver> connect() override {
    Result<std::unique_ptr<Driver>> driver = open_driver(database_.target(), OpenOptions{});
    EXPECT_TRUE(driver) << driver.error().message;
    return driver ? std::move(*driver) : nullptr;
  }
  [[nodiscard]] std::string url() const { return database_.url(); }

 private:
  PgDatabase database_;
};

class PostgresExecutor : public ExecutorTest {
 protected:
  std::string url() { return static_cast<PostgresDatabase&>(*database_).url(); }
};

TEST_F(PostgresExecutor, ReadingCreatesNothing) {
  Journal store = journal();
  const Result<State> state = store.read_state();
  ASSERT_TRUE(state) << state.error().message;
  EXPECT_EQ(state->format, 0);
  EXPECT_TRUE(store.history()->empty());
  EXPECT_FALSE(*store.stored_unit("x", Direction::down));
  EXPECT_EQ(value("SELECT count(*) FROM pg_namespace WHERE nspname = 'migc'"), "0");
}

TEST_F(PostgresExecutor, TimeoutsHoldInTransactionsOnlyAndGoBack) {
  const std::string before = value("SHOW lock_timeout");
  Batch own = inside({statement("INSERT INTO seen SELECT current_setting('work_mem')")});
  own.settings = {{"work_mem", "7MB"}};
  Statement patient = statement("INSERT INTO seen SELECT current_setting('lock_timeout')");
  patient.probe = "SELECT 'not done'";
  const Result<Summary> summary = run({unit(
      "a", {},
      {inside({statement("CREATE TABLE seen (value text)"),
               statement("INSERT INTO seen SELECT current_setting('lock_timeout')")}),
       outside({statement("INSERT INTO seen SELECT current_setting('lock_timeout')"), patient}),
       own})});
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(value("SELECT value FROM seen"), "2s 2s 0 7MB");
  EXPECT_EQ(value("SHOW lock_timeout"), before);
  EXPECT_NE(value("SHOW work_mem"), "7MB");
}

/// What a statement of each kind is given in an automatic and in a configured run.
TEST_F(PostgresExecutor, TimeoutsGoByTheKindOfStatement) {
  const std::string note =
      "INSERT INTO seen SELECT current_setting('lock_timeout') || ' ' || "
      "current_setting('statement_timeout')";
  const auto noted = [&](LockLevel lock, std::vector<Hazard> hazards) {
    Statement result = statement(note);
    result.lock = lock;
    result.hazards = std::move(hazards);
    return inside({result});
  };
  const auto units = [&](const std::string& id, std::vector<std::string> parents) {
    return std::vector<Unit>{
        unit(id, std::move(parents),
             {inside({statement("CREATE TABLE IF NOT EXISTS seen (value text)")}),
              noted(LockLevel::access_exclusive, {}),
              noted(LockLevel::access_exclusive, {Hazard::rewrites_table}),
              noted(LockLevel::share_update_exclusive, {Hazard::scans_table}),
              noted(LockLevel::share_update_exclusive, {Hazard::raw_sql})})};
  };
  ASSERT_TRUE(run(units("a", {})));
  EXPECT_EQ(value("SELECT string_agg(value, ', ' ORDER BY ctid) FROM seen"),
            "2s 10s, 2s 0, 5s 0, 2s 0");
  ASSERT_TRUE(run({unit("b", {"a"}, {inside({statement("TRUNCATE seen")})})}));
  policy.statement_timeout = "20s";
  ASSERT_TRUE(run(units("c", {"b"})));
  EXPECT_EQ(value("SELECT string_agg(value, ', ' ORDER BY ctid) FROM seen"),
            "2s 20s, 2s 20s, 5s 20s, 2s 20s");
}

/// Eight rows do not fit into the time of a turn, one does.
TEST_F(PostgresExecutor, ATurnThatTakesTooLongIsTriedWithFewerRows) {
  ASSERT_TRUE(
      run({unit("a", {},
                {inside({statement("CREATE TABLE t (id int PRIMARY KEY, seen int NOT NULL)"),
                         statement("INSERT INTO t SELECT i, 0 FROM generate_series(1, 9) AS i"),
                         statement("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
                                   "'BEGIN PERFORM pg_sleep(0.2); RETURN NEW; END'"),
                         statement("CREATE TRIGGER slow BEFORE UPDATE ON t FOR EACH ROW "
                                   "EXECUTE FUNCTION slow()")})})}));
  policy.turn_timeout = "1s";
  Statement backfill = statement("UPDATE t SET seen = seen + 1");
  backfill.tx = TxMode::outside;
  backfill.loop =
      BatchLoop{.key = {"id"},
                .size = 8,
                .first =
                    "SELECT id FROM (SELECT id FROM t ORDER BY id LIMIT $1::bigint) AS b "
                    "ORDER BY id DESC LIMIT 1",
                .next =
                    "SELECT id FROM (SELECT id FROM t WHERE id > $1::int ORDER BY id "
                    "LIMIT $2::bigint) AS b ORDER BY id DESC LIMIT 1",
                .body_first = "UPDATE t SET seen = seen + 1 WHERE id <= $1::int",
                .body_next = "UPDATE t SET seen = seen + 1 WHERE id > $1::int AND id <= $2::int"};
  const Result<Summary> summary = run({unit("b", {"a"}, {outside({backfill})})});
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(value("SELECT string_agg(DISTINCT seen::text, ' ') FROM t"), "1");
  EXPECT_GE(listener.loops.size(), 3U);
}

TEST_F(PostgresExecutor, LockTimeoutRetriesTheWholeTransaction) {
  ASSERT_TRUE(run({unit("a", {}, {inside({statement("CREATE TABLE t (a int)")})})}));
  std::unique_ptr<Driver> other = connect();
  ASSERT_TRUE(other->begin());
  ASSERT_TRUE(other->execute("LOCK TABLE t"));
  policy.lock_timeout = "100ms";
  listener.on_retry = [&] { ASSERT_TRUE(other->rollback()); };
  const Result<Summary> summary =
      run({unit("b", {"a"},
                {inside({statement("CREATE TABLE u (a int)"),
                         statement("ALTER TABLE t ADD COLUMN b int")})})});
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_THAT(listener.retries, ElementsAre("1 55P03"));
  EXPECT_EQ(ledger("outcome"), "done done");
}

TEST_F(PostgresExecutor, ACutConnectionIsMendedInsideATransaction) {
  std::unique_ptr<Driver> other = connect();
  bool cut = false;
  listener.on_statement = [&](const Unit& unit, const Statement&) {
    if (cut || unit.revision != "r1") return;
    cut = true;
    ASSERT_TRUE(
        other->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                       "application_name = 'migc' AND pid <> pg_backend_pid() "
                       "AND datname = current_database()"));
  };
  const Result<Summary> summary = run(chain(3));
  ASSERT_TRUE(summary) << summary.error().message << summary.error().detail;
  EXPECT_EQ(listener.reconnects, 1);
  EXPECT_EQ(value("SELECT count(*) FROM runs"), "3");
  EXPECT_EQ(ledger("outcome"), "done done done");
}

TEST_F(PostgresExecutor, ACutConnectionIsMendedBetweenBatches) {
  std::unique_ptr<Driver> other = connect();
  int count = 0;
  listener.on_statement = [&](const Unit&, const Statement&) {
    if (++count % 2 == 0) {
      ASSERT_TRUE(
          other->execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                         "application_name = 'migc' AND pid <> pg_backend_pid() "
                         "AND datname = current_database()"));
    }
  };
  Statement second = statement("INSERT INTO t VALUES (2)");
  second.probe = "SELECT 'not done'";
  const Result<Summary> summary =
      run({unit("a", {},
                {inside({statement("CREATE TABLE t (id int)")}), outside({second}),
                 inside({statement("INSERT INTO t VALUES (3)")})})});
  ASSERT_TRUE(summary) << summary.error().message << summary.error().detail;
  EXPECT_GE(listener.reconnects, 1);
  EXPECT_EQ(value("SELECT id FROM t ORDER BY id"), "2 3");
  EXPECT_THAT(applied(), ElementsAre("a"));
}

TEST_F(PostgresExecutor, ConcurrentIndexIsClearedAndBuiltAgain) {
  ASSERT_TRUE(run({unit("a", {},
                        {inside({statement("CREATE TABLE t (a int)"),
                                 statement("INSERT INTO t VALUES (1), (1)")})})}));
  Statement index = statement("CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)");
  index.probe =
      "SELECT CASE WHEN i.indexrelid IS NULL THEN 'not done' WHEN i.indisvalid THEN 'done' ELSE "
      "'half done' END, "
      "'DROP INDEX CONCURRENTLY t_a' FROM (SELECT 1) AS one LEFT JOIN pg_index i ON i.indexrelid = "
      "to_regclass('t_a')";
  const std::vector<Unit> units{unit("b", {"a"}, {outside({index})})};
  const Result<Summary> failed = run(units);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().sqlstate, "23505");
  EXPECT_EQ(value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
  // The same when the process was killed while it was built.
  ASSERT_FALSE(driver().execute("CREATE UNIQUE INDEX CONCURRENTLY t_a ON t (a)"));
  pretend_killed("b", 0);
  ASSERT_TRUE(driver().execute("DELETE FROM t"));
  const Result<Summary> resumed = run(units);
  ASSERT_TRUE(resumed) << resumed.error().message << resumed.error().detail;
  EXPECT_EQ(value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
  EXPECT_EQ(value("SELECT to_regclass('t_a') IS NOT NULL"), "t");
}

/// Raw statements have no probe; the index of that name tells what became of them.
class RawIndex : public PostgresExecutor {
 protected:
  void SetUp() override {
    PostgresExecutor::SetUp();
    ASSERT_TRUE(run({unit(
        "t", {},
        {inside({statement("CREATE SCHEMA \"S p\""), statement("CREATE TABLE \"S p\".t (a int)"),
                 statement("INSERT INTO \"S p\".t VALUES (1), (1)")})})}));
  }
  std::string oid() { return value("SELECT to_regclass('\"S p\".t_a')::oid"); }
  std::vector<Unit> make() {
    return {
        unit("a", {"t"},
             {outside({statement("create /* a /* nested */ comment */ unique index concurrently "
                                 "if not exists T_A on only \"S p\".t (a)")})})};
  }
  std::vector<Unit> drop() {
    return {
        unit("a", {"t"}, {outside({statement("DROP INDEX CONCURRENTLY -- here\n \"S p\".t_a")})})};
  }
  /// Begins a unit whose first statement fails, so that there is a record to pretend with.
  void begin(std::vector<Unit> units) {
    std::vector<Unit> failing = units;
    failing[0].batches[0].statements.insert(failing[0].batches[0].statements.begin(),
                                            statement("INSERT INTO later VALUES (1)"));
    ASSERT_FALSE(run(failing));
    ASSERT_TRUE(driver().execute("CREATE TABLE later (id int)"));
    stored = failing;
  }
  std::vector<Unit> stored;
};

TEST_F(RawIndex, FailedBuildsAreCleared) {
  const Result<Summary> failed = run(make());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().sqlstate, "23505");
  EXPECT_EQ(oid(), "NULL");
  ASSERT_TRUE(driver().execute("DELETE FROM \"S p\".t"));
  ASSERT_TRUE(run(make()));
  EXPECT_EQ(value("SELECT indisvalid FROM pg_index WHERE indexrelid = '\"S p\".t_a'::regclass"),
            "t");
}

TEST_F(RawIndex, HalfBuiltIsBuiltAgain) {
  begin(make());
  ASSERT_FALSE(driver().execute("CREATE UNIQUE INDEX CONCURRENTLY t_a ON \"S p\".t (a)"));
  const std::string broken = oid();
  ASSERT_TRUE(driver().execute("DELETE FROM \"S p\".t"));
  pretend_killed("a", 1, "'[\"\"]'");
  const Result<Summary> resumed = run(stored);
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_NE(oid(), broken);
  EXPECT_EQ(value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), "0");
}

TEST_F(RawIndex, BuiltIsKept) {
  begin(make());
  ASSERT_TRUE(driver().execute("CREATE INDEX t_a ON \"S p\".t (a)"));
  const std::string built = oid();
  pretend_killed("a", 1, "'[\"\"]'");
  ASSERT_TRUE(run(stored));
  EXPECT_EQ(oid(), built);
}

TEST_F(RawIndex, AnIndexThatWasThereBeforeIsNotOurs) {
  ASSERT_TRUE(driver().execute("DELETE FROM \"S p\".t"));
  ASSERT_TRUE(driver().execute("CREATE INDEX t_a ON \"S p\".t (a)"));
  const std::string theirs = oid();
  std::vector<Unit> strict = make();
  strict[0].batches[0].statements[0].sql = "CREATE INDEX CONCURRENTLY t_a ON \"S p\".t (a)";
  const Result<Summary> refused = run(strict);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().sqlstate, "42P07");
  pretend_killed("a", 0, fmt::format("'[\"{}\"]'", theirs));
  const Result<Summary> again = run(strict);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().sqlstate, "42P07");
  EXPECT_EQ(oid(), theirs);
}

TEST_F(RawIndex, Dropped) {
  ASSERT_TRUE(driver().execute("CREATE INDEX t_a ON \"S p\".t (a)"));
  const std::string before = oid();
  begin(drop());
  pretend_killed("a", 1, fmt::format("'[\"{}\"]'", before));
  ASSERT_TRUE(run(stored));  // it was not done yet
  EXPECT_EQ(oid(), "NULL");
}

TEST_F(RawIndex, DroppedAlready) {
  begin(drop());
  pretend_killed("a", 1, "'[\"4711\"]'");
  ASSERT_TRUE(run(stored));
  EXPECT_THAT(applied(), ElementsAre("t", "a"));
}

/// What a procedure commits by itself cannot be in a transaction; the database says so.
TEST_F(PostgresExecutor, AProcedureThatCommitsRunsOutside) {
  ASSERT_TRUE(run({unit(
      "a", {},
      {inside({statement("CREATE TABLE t (a int)"),
               statement("CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES "
                         "(1); COMMIT; INSERT INTO t VALUES (2); COMMIT; END $$")}),
       outside({statement("CALL p()"), statement("ALTER SYSTEM SET work_mem = '5MB'"),
                statement("ALTER SYSTEM RESET work_mem"), statement("VACUUM t")})})}));
  EXPECT_EQ(value("SELECT a FROM t ORDER BY a"), "1 2");
  EXPECT_EQ(ledger("outcome"), "done");
}

/// A process that hangs with locks in its hands is thrown out, and goes on afterwards.
TEST_F(PostgresExecutor, AnIdleTransactionIsNotKept) {
  ASSERT_TRUE(run({unit("a", {},
                        {inside({statement("CREATE TABLE seen (value text)"),
                                 statement("INSERT INTO seen SELECT current_setting("
                                           "'idle_in_transaction_session_timeout')")})})}));
  EXPECT_EQ(value("SELECT value FROM seen"), "10s");
  EXPECT_EQ(value("SHOW idle_in_transaction_session_timeout"), "0");
}

TEST_F(PostgresExecutor, TheOfflineScriptLeavesTheSameJournal) {
  if (std::system("psql --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no psql on PATH";
  const Script plan{.dialect = "postgres", .units = chain(3)};
  const Identity identity{.who = "it's me", .host = "here", .tool = "migc test"};
  const test::TemporaryFolder folder;
  const auto shell = [&](const Script& what) {
    std::ofstream(folder / "in.sql") << to_sql(with_journal(what, {}, Place{}, identity));
    return std::system(
        fmt::format("psql -X -q -v ON_ERROR_STOP=1 '{}' < {}/in.sql > /dev/null 2>&1", url(),
                    folder.path().string())
            .c_str());
  };
  EXPECT_EQ(shell(plan), 0);
  EXPECT_THAT(applied(), ElementsAre("r0", "r1", "r2"));
  const Result<Summary> again = run(plan);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->skipped.size(), 3U);
  EXPECT_NE(shell(plan), 0);
  EXPECT_EQ(value("SELECT count(*) FROM runs"), "3");
  const Script down{
      .dialect = "postgres",
      .units = {unit("r2", {"r1"}, {inside({statement("DROP TABLE t2")})}, Direction::down)}};
  EXPECT_EQ(shell(down), 0);
  EXPECT_THAT(applied(), ElementsAre("r0", "r1"));
}

}  // namespace

std::unique_ptr<TestDatabase> make_test_database(std::string& reason) {
  const PgAccess* access = shared_pg_server(reason);
  if (access == nullptr) return nullptr;
  return std::make_unique<PostgresDatabase>(*access);
}

}  // namespace migc::test
