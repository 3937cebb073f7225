#include <csignal>
#include <sys/stat.h>

#include "runtime/driver/sqlite_lock_file.h"
#include "tests/cli/cli_test.h"

// Commands that change a database, on SQLite.

namespace migc::test {
namespace {

constexpr std::string_view failing = R"(migration d00000000004 'fails';
revises c00000000003;

create table extra {
  id bigint primary key;
}

insert into users (id, email) key (id) {
  (1, 'same');
  (2, 'same');
}
)";

constexpr std::string_view irreversible = R"(migration d00000000004 'forget';
revises c00000000003;

alter table users {
  drop column display_name discard;
}

irreversible 'the names are gone';
)";

class ApplyTest : public CliTest {
 public:
  ApplyTest() { write_project(); }
  std::string current() const {
    const auto answer = json({"current"});
    if (!answer.is_object() || answer.at("current").empty()) return "base";
    return answer.at("current").at(0);
  }
  /// Keeps other runs of migc off the database until it is destroyed.
  void lock(runtime::SqliteLockFile& lock_file) const {
    const Result<bool> locked =
        lock_file.try_lock(std::filesystem::canonical(root / "migc.db").string());
    ASSERT_TRUE(locked && *locked);
  }
};

TEST_F(ApplyTest, RunsUpAndDown) {
  const Outcome apply = migc({"apply", "b000"});
  EXPECT_EQ(apply.code, 0);
  EXPECT_TRUE(apply.out.starts_with("applied 2 migrations to sqlite:///migc.db in ")) << apply.out;
  EXPECT_TRUE(contains(apply.err, "[1/2] applied a00000000001 create users")) << apply.err;
  EXPECT_EQ(current(), "b00000000002");
  ok({"upgrade", "+1"});
  EXPECT_EQ(current(), "c00000000003");
  const std::string schema = sqlite(".schema");
  ok({"downgrade", "-1"});
  EXPECT_EQ(current(), "b00000000002");
  ok({"revert", "base"});
  EXPECT_EQ(current(), "base");
  EXPECT_EQ(ok({"revert", "base"}), "nothing to do: nothing is applied\n");
  EXPECT_EQ(sqlite("select count(*) from sqlite_schema where name in ('users', 'notes')"), "0");
  ok({"apply", "head"});
  EXPECT_EQ(sqlite(".schema"), schema);
}

TEST_F(ApplyTest, AsksAtATerminalBeforeItReverts) {
  ok({"apply"});
  at_terminal = true;
  for (const char* answer : {"\n", "no\n", "\x04"}) {
    input = answer;
    const Outcome refused = migc({"revert", "b000"});
    EXPECT_EQ(refused.code, 4) << refused.err;
    EXPECT_TRUE(contains(refused.err, "revert 1 migration on sqlite:///migc.db:")) << refused.err;
    EXPECT_TRUE(contains(refused.err, "c00000000003 create notes")) << refused.err;
    EXPECT_EQ(current(), "c00000000003");
  }
  input = "y\n";
  EXPECT_EQ(migc({"revert", "b000"}).code, 0);
  EXPECT_EQ(current(), "b00000000002");
  input = "";
  ok({"revert", "base", "--yes"});
  EXPECT_EQ(current(), "base");
}

TEST_F(ApplyTest, SaysWhenThereIsNothingToDo) {
  ok({"apply"});
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
  EXPECT_EQ(ok({"apply", "head", "--quiet"}),
            "nothing to do: the database is at c00000000003 (head)\n");
  EXPECT_TRUE(contains(ok({"apply", "b000"}), "nothing to do"));
  EXPECT_EQ(json({"apply"}).at("applied").size(), 0U);
}

TEST_F(ApplyTest, CheckHeadsAnswersByExitCode) {
  EXPECT_EQ(migc({"current", "--check-heads"}).code, 1);
  ok({"apply"});
  EXPECT_EQ(migc({"current", "--check-heads"}).code, 0);
}

TEST_F(ApplyTest, DryRunsChangeNothing) {
  const Outcome dry = migc({"apply", "--dry-run"});
  EXPECT_EQ(dry.code, 0);
  EXPECT_TRUE(contains(dry.out, "CREATE TABLE users")) << dry.out;
  EXPECT_TRUE(contains(dry.err, "nothing was run")) << dry.err;
  EXPECT_FALSE(exists("migc.db"));
  ok({"apply"});
  const std::string before = read("migc.db");
  EXPECT_TRUE(contains(ok({"revert", "base", "--dry-run"}), "DROP TABLE"));
  EXPECT_EQ(read("migc.db"), before);
}

TEST_F(ApplyTest, UnknownTargets) {
  for (const std::string target : {"nope", "+9", "a00000000009", "nope@head", "b00"}) {
    const Outcome outcome = migc({"apply", target});
    EXPECT_EQ(outcome.code, 2) << target << outcome.err;
    EXPECT_EQ(outcome.out, "") << target;
  }
  EXPECT_FALSE(exists("migc.db"));
  EXPECT_EQ(migc({"revert", "-1"}).code, 2);
  ok({"apply"});
  EXPECT_EQ(migc({"revert", "-4"}).code, 2);
  EXPECT_EQ(migc({"revert", "nope"}).code, 2);
}

TEST_F(ApplyTest, LayoutAndCommentsMayChange) {
  ok({"apply"});
  write("migrations/1_users.mig", "-- who\n" + read("migrations/1_users.mig") + "\n-- end\n");
  EXPECT_TRUE(contains(ok({"apply"}), "nothing to do"));
  ok({"revert", "-1"});
}

TEST_F(ApplyTest, MeaningMayNot) {
  ok({"apply", "b000"});
  std::string text = read("migrations/1_users.mig");
  text.replace(text.find("320"), 3, "200");
  write("migrations/1_users.mig", text);
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"apply"}, {"revert", "-1"}, {"plan"}, {"apply", "--dry-run"}}) {
    const Outcome outcome = migc(command);
    EXPECT_EQ(outcome.code, 4) << command.front() << outcome.err;
    EXPECT_EQ(outcome.out, "") << command.front();
    EXPECT_TRUE(
        contains(outcome.err, "error: a migration was edited after it was applied: `a00000000001`"))
        << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "migrations/1_users.mig")) << outcome.err;
  }
  EXPECT_EQ(current(), "b00000000002");
}

TEST_F(ApplyTest, RevisionsThatAreNotInTheCheckout) {
  ok({"apply"});
  const std::string schema = sqlite(".schema users");
  std::filesystem::remove(root / "migrations/3_notes.mig");
  const Outcome apply = migc({"apply"});
  EXPECT_EQ(apply.code, 4) << apply.err;
  EXPECT_TRUE(contains(
      apply.err, "the database holds a revision that is not in this checkout: `c00000000003`"))
      << apply.err;
  EXPECT_TRUE(contains(ok({"current"}), "c00000000003  applied, but not in this checkout"));
  EXPECT_TRUE(contains(ok({"history", "-i"}), "its file is not in this checkout"));
  EXPECT_EQ(migc({"stamp", "head"}).code, 4);
  // The way back is in the ledger.
  const Outcome revert = migc({"revert", "b00000000002"});
  EXPECT_EQ(revert.code, 0) << revert.err;
  EXPECT_EQ(current(), "b00000000002");
  EXPECT_EQ(sqlite("select count(*) from sqlite_schema where name = 'notes'"), "0");
  EXPECT_EQ(sqlite(".schema users"), schema);
  EXPECT_TRUE(contains(ok({"apply"}), "nothing to do"));
}

TEST_F(ApplyTest, IrreversibleMigrationsStayApplied) {
  write("migrations/4_more.mig", irreversible);
  EXPECT_TRUE(contains(ok({"check"}), "d00000000004  irreversible: the names are gone"));
  ok({"apply"});
  const Outcome revert = migc({"revert", "-1"});
  EXPECT_EQ(revert.code, 4);
  EXPECT_EQ(revert.out, "");
  EXPECT_TRUE(contains(revert.err, "revision d00000000004 is irreversible: the names are gone"))
      << revert.err;
  EXPECT_EQ(migc({"revert", "base"}).code, 4);
  EXPECT_EQ(current(), "d00000000004");
  std::filesystem::remove(root / "migrations/4_more.mig");
  EXPECT_EQ(migc({"revert", "-1"}).code, 4);
}

TEST_F(ApplyTest, FailedMigrationsLeaveNothing) {
  write("migrations/4_more.mig", failing);
  const Outcome apply = migc({"apply"});
  EXPECT_EQ(apply.code, 3);
  EXPECT_EQ(apply.out, "");
  EXPECT_TRUE(contains(
      apply.err,
      "error[E7001]: migration `d00000000004` failed: UNIQUE constraint failed: users.email"))
      << apply.err;
  EXPECT_TRUE(contains(apply.err, "--> migrations/4_more.mig:8:13")) << apply.err;
  EXPECT_TRUE(contains(apply.err, "insert into users (id, email) key (id) {")) << apply.err;
  EXPECT_EQ(sqlite("select count(*) from sqlite_schema where name = 'extra'"), "0");
  EXPECT_EQ(sqlite("select count(*) from users"), "0");
  EXPECT_EQ(current(), "c00000000003");
  const Outcome as_json = migc({"apply", "--format", "json"});
  EXPECT_EQ(as_json.code, 3);
  EXPECT_EQ(as_json.out, "");
  EXPECT_TRUE(contains(as_json.err, "at migrations/4_more.mig:8:13")) << as_json.err;
  std::string mended(failing);
  mended.replace(mended.rfind("same"), 4, "else");
  write("migrations/4_more.mig", mended);
  ok({"apply"});
  EXPECT_EQ(sqlite("select count(*) from users"), "2");
}

TEST_F(ApplyTest, BackfillsTellHowFarTheyAre) {
  ok({"apply"});
  EXPECT_EQ(sqlite("INSERT INTO users (email) VALUES ('A'), ('B'), ('C'), ('D'), ('E')"), "");
  write("migrations/4_lower.mig",
        "migration d00000000004 'lower';\nrevises c00000000003;\n\n"
        "backfill users set email = lower(email) where email <> 'C' in batches of 3;\n");
  const Outcome apply = migc({"apply", "--format", "json"});
  EXPECT_EQ(apply.code, 0) << apply.err;
  EXPECT_TRUE(contains(apply.err + apply.out, "\"rows\":3,\"expected_rows\":4")) << apply.err;
  EXPECT_EQ(sqlite("SELECT group_concat(email, '') FROM (SELECT email FROM users ORDER BY id)"),
            "abCde");
}

TEST_F(ApplyTest, StampRecordsAndRunsNothing) {
  ok({"stamp", "b000"});
  EXPECT_EQ(current(), "b00000000002");
  EXPECT_EQ(sqlite("select count(*) from sqlite_schema where name = 'users'"), "0");
  EXPECT_TRUE(contains(ok({"stamp", "b000"}), "nothing to do"));
  ok({"stamp", "head"});
  EXPECT_TRUE(contains(ok({"apply"}), "nothing to do"));
  ok({"stamp", "base"});
  EXPECT_EQ(current(), "base");
  EXPECT_EQ(migc({"stamp", "nope"}).code, 2);
  ok({"apply"});
}

TEST_F(ApplyTest, StampPurgeForgetsTheUnknown) {
  ok({"apply"});
  std::filesystem::remove(root / "migrations/3_notes.mig");
  ok({"stamp", "--purge", "head"});
  EXPECT_EQ(current(), "b00000000002");
  EXPECT_EQ(json({"current"}).at("unknown").size(), 0U);
}

TEST_F(ApplyTest, TwoRunsAtOnceBothSucceed) {
  Process first = start_migc({"apply"});
  Process second = start_migc({"apply"});
  const Outcome one = first.wait();
  const Outcome two = second.wait();
  EXPECT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(two.code, 0) << two.err;
  EXPECT_EQ(sqlite("select count(*) from migc_ledger"), "3");
  EXPECT_EQ(current(), "c00000000003");
}

TEST_F(ApplyTest, WaitsForTheLockAsLongAsToldTo) {
  ok({"apply", "b000"});
  runtime::SqliteLockFile held;
  lock(held);
  const Outcome apply = migc({"apply", "--lock-wait", "200ms"});
  EXPECT_EQ(apply.code, 5) << apply.err;
  EXPECT_EQ(apply.out, "");
  EXPECT_TRUE(contains(apply.err, "another migrator is at work")) << apply.err;
  EXPECT_TRUE(contains(apply.err, "--lock-wait")) << apply.err;
  EXPECT_EQ(migc({"revert", "-1", "--lock-wait", "200ms"}).code, 5);
  held.unlock();
  EXPECT_EQ(current(), "b00000000002");
  ok({"apply"});
}

TEST_F(ApplyTest, GoesOnWhenTheLockIsFree) {
  ok({"apply", "b000"});
  runtime::SqliteLockFile held;
  lock(held);
  Process waiting = start_migc({"apply"});
  EXPECT_TRUE(waiting.wait_for_err("waiting for another run of migc")) << waiting.err_so_far();
  held.unlock();
  EXPECT_EQ(waiting.wait().code, 0);
  EXPECT_EQ(current(), "c00000000003");
}

TEST_F(ApplyTest, InterruptsEndTheWaitCleanly) {
  ok({"apply", "b000"});
  runtime::SqliteLockFile held;
  lock(held);
  for (const int number : {SIGINT, SIGTERM}) {
    Process waiting = start_migc({"apply"});
    EXPECT_TRUE(waiting.wait_for_err("waiting for another run of migc")) << waiting.err_so_far();
    waiting.signal(number);
    const Outcome outcome = waiting.wait();
    EXPECT_EQ(outcome.code, 3) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(contains(outcome.err, "error: stopped on request")) << outcome.err;
  }
  held.unlock();
  EXPECT_EQ(current(), "b00000000002");
}

TEST_F(ApplyTest, LeavesNoFilesBehind) {
  ok({"apply"});
  ok({"revert", "base"});
  const std::vector<std::string> expected{"migc.db",
                                          "migc.toml",
                                          "migrations",
                                          "migrations/1_users.mig",
                                          "migrations/2_names.mig",
                                          "migrations/3_notes.mig"};
  EXPECT_EQ(files(), expected);
}

TEST_F(ApplyTest, AFullDiskForTheAnswerIsAFailure) {
  ok({"apply"});
  const Outcome outcome = run({"sh", "-c", "exec " MIGC_BINARY " current > /dev/full"});
  EXPECT_EQ(outcome.code, 3);
  EXPECT_TRUE(contains(outcome.err, "could not be written to standard output")) << outcome.err;
}

}  // namespace
}  // namespace migc::test
