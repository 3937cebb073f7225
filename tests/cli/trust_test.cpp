#include <csignal>
#include <sys/stat.h>

#include "tests/cli/cli_test.h"

// What the ledger is good for: edited history, recorded anew on purpose; plans that were reviewed;
// the whole story.

namespace migc::test {
namespace {

class TrustTest : public CliTest {
 public:
  TrustTest() { write_project(); }
  void edit() const {
    std::string text = read("migrations/1_users.mig");
    text.replace(text.find("320"), 3, "200");
    write("migrations/1_users.mig", text);
  }
  std::string current() const {
    const auto answer = json({"current"});
    if (!answer.is_object() || answer.at("current").empty()) return "base";
    return answer.at("current").at(0);
  }
};

TEST_F(TrustTest, EditsAreShownLineByLine) {
  ok({"apply"});
  edit();
  const Outcome outcome = migc({"apply"});
  EXPECT_EQ(outcome.code, 4);
  EXPECT_TRUE(contains(outcome.err,
                       "- "
                       "  email varchar(320) not null;"))
      << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "+   email varchar(200) not null;")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "migc repair")) << outcome.err;
}

TEST_F(TrustTest, AnEditedMigrationThatWasBegunIsShownToo) {
  write("migrations/4_more.mig", R"(migration d00000000004 'fails';
revises c00000000003;

backfill users set display_name = email where display_name is null in batches of 1;

insert into users (id, email) key (id) {
  (1, 'same');
  (2, 'same');
}
)");
  ok({"apply", "c000"});
  EXPECT_EQ(sqlite("insert into users (id, email) values (7, 'a')"), "");
  EXPECT_EQ(migc({"apply"}).code, 3);
  std::string text = read("migrations/4_more.mig");
  text.replace(text.rfind("same"), 4, "else");
  write("migrations/4_more.mig", text);
  const Outcome outcome = migc({"apply"});
  EXPECT_EQ(outcome.code, 4) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "begun as")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "'same'")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "'else'")) << outcome.err;
}

TEST_F(TrustTest, RepairRecordsOnPurpose) {
  ok({"apply"});
  EXPECT_EQ(ok({"repair"}), "nothing to repair: every applied migration is as it was\n");
  edit();
  const std::string schema = sqlite(".schema --nosys");
  const Outcome asked = migc({"repair"});
  EXPECT_EQ(asked.code, 4) << asked.err;
  EXPECT_TRUE(contains(asked.err, "+   email varchar(200) not null;")) << asked.err;
  EXPECT_EQ(migc({"apply"}).code, 4);
  at_terminal = true;
  input = "n\n";
  EXPECT_EQ(migc({"repair"}).code, 4);
  EXPECT_EQ(migc({"apply"}).code, 4);
  at_terminal = false;
  EXPECT_EQ(ok({"repair", "b000", "--yes"}),
            "nothing to repair: every applied migration is as it was\n");
  EXPECT_EQ(ok({"repair", "--yes"}), "recorded anew: a00000000001; nothing was run\n");
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
  EXPECT_EQ(sqlite(".schema --nosys"), schema);
  EXPECT_EQ(sqlite("select group_concat(outcome) from migc_ledger"), "done,done,done,repaired");
  // The order of application, which `revert` follows, is that of the graph.
  ok({"revert", "base"});
  EXPECT_EQ(current(), "base");
}

TEST_F(TrustTest, RepairAsksAtATerminal) {
  ok({"apply"});
  edit();
  at_terminal = true;
  input = "yes\n";
  const Outcome repaired = migc({"repair"});
  EXPECT_EQ(repaired.code, 0) << repaired.err;
  EXPECT_TRUE(contains(repaired.err, "record these texts as what was applied?")) << repaired.err;
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
}

TEST_F(TrustTest, RepairInJson) {
  ok({"apply"});
  edit();
  EXPECT_EQ(json({"repair", "--yes"}).at("repaired").at(0), "a00000000001");
}

TEST_F(TrustTest, APlanRunsExactlyAsItIs) {
  ok({"apply", "a000"});
  write("plan.json", ok({"plan", "--format", "json"}));
  EXPECT_TRUE(contains(ok({"apply", "--plan", "plan.json", "--dry-run"}), "CREATE TABLE notes"));
  EXPECT_EQ(current(), "a00000000001");
  const Outcome apply = migc({"apply", "--plan", "plan.json"});
  EXPECT_EQ(apply.code, 0) << apply.err;
  EXPECT_TRUE(apply.out.starts_with("applied 2 migrations")) << apply.out;
  EXPECT_EQ(current(), "c00000000003");
  // Ten deployers with one plan: all but the first have nothing to do.
  EXPECT_TRUE(contains(ok({"apply", "--plan", "plan.json"}), "nothing to do"));
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
  ok({"revert", "-1"});
  EXPECT_TRUE(contains(ok({"apply", "--plan", "plan.json"}), "applied 1 migration"));
  EXPECT_EQ(migc({"apply", "head", "--plan", "plan.json"}).code, 2);
}

TEST_F(TrustTest, APlanOfTheWayBack) {
  ok({"apply"});
  write("plan.json", ok({"plan", "a000", "--down", "--format", "json"}));
  const Outcome apply = migc({"apply", "--plan", "plan.json"});
  EXPECT_EQ(apply.code, 0) << apply.err;
  EXPECT_TRUE(apply.out.starts_with("reverted 2 migrations")) << apply.out;
  EXPECT_EQ(current(), "a00000000001");
}

TEST_F(TrustTest, APlanThatWasChangedRunsAsChanged) {
  std::string plan = ok({"plan", "a000", "--format", "json"});
  plan.replace(plan.find("users_email_key"), 15, "users_email_uni");
  write("plan.json", plan);
  ok({"apply", "--plan", "plan.json"});
  EXPECT_EQ(sqlite("select count(*) from sqlite_schema where sql like '%users_email_uni%'"), "1");
}

TEST_F(TrustTest, APlanIsRefusedWhenThingsMovedOn) {
  ok({"apply", "a000"});
  write("plan.json", ok({"plan", "--format", "json"}));
  ok({"revert", "base"});
  const Outcome behind = migc({"apply", "--plan", "plan.json"});
  EXPECT_EQ(behind.code, 4);
  EXPECT_TRUE(
      contains(behind.err, "moved on since the plan was made: `a00000000001` is not applied"))
      << behind.err;
  write("early.json", ok({"plan", "a000", "--format", "json"}));
  ok({"apply"});
  const Outcome ahead = migc({"apply", "--plan", "early.json"});
  EXPECT_EQ(ahead.code, 4);
  EXPECT_TRUE(contains(ahead.err, "moved on since the plan was made")) << ahead.err;
  ok({"revert", "a000"});
  std::string text = read("migrations/3_notes.mig");
  text.replace(text.find("default ''"), 10, "default 'x'");
  write("migrations/3_notes.mig", text);
  const Outcome edited = migc({"apply", "--plan", "plan.json"});
  EXPECT_EQ(edited.code, 4);
  EXPECT_TRUE(contains(edited.err, "`c00000000003` was edited after the plan was made"))
      << edited.err;
  std::filesystem::remove(root / "migrations/3_notes.mig");
  EXPECT_TRUE(contains(migc({"apply", "--plan", "plan.json"}).err, "not in this checkout"));
  EXPECT_EQ(current(), "a00000000001");
}

TEST_F(TrustTest, FilesThatAreNoPlans) {
  write("plan.json", "{}");
  EXPECT_EQ(migc({"apply", "--plan", "plan.json"}).code, 2);
  write("plan.json", "nonsense");
  EXPECT_EQ(migc({"apply", "--plan", "plan.json"}).code, 2);
  EXPECT_EQ(migc({"apply", "--plan", "nowhere.json"}).code, 3);
  write("plan.json", ok({"apply", "--dry-run", "--format", "json"}));
  const Outcome dry = migc({"apply", "--plan", "plan.json"});
  EXPECT_EQ(dry.code, 2);
  EXPECT_TRUE(contains(dry.err, "does not say which state")) << dry.err;
}

TEST_F(TrustTest, AScriptThatWasRunByHandIsKnownAfterwards) {
  EXPECT_EQ(sqlite(ok({"plan", "--sql"})), "");
  EXPECT_EQ(sqlite("select count(*) from migc_meta where key = 'checkout'"), "0");
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
  EXPECT_EQ(sqlite("select count(*) from migc_meta where key = 'checkout'"), "1");
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
}

TEST_F(TrustTest, HistoryTellsTheWholeStory) {
  write("migrations/4_more.mig", R"(migration d00000000004 'fails';
revises c00000000003;

insert into users (id, email) key (id) {
  (1, 'same');
  (2, 'same');
}
)");
  EXPECT_EQ(migc({"apply"}).code, 3);
  ok({"revert", "b000"});
  ok({"apply", "c000"});
  const std::string text = ok({"history", "-v"});
  EXPECT_TRUE(contains(text, "up failed 2")) << text;
  EXPECT_TRUE(contains(text, "UNIQUE constraint failed")) << text;
  EXPECT_TRUE(contains(text, "down done 2")) << text;
  EXPECT_TRUE(contains(text, "kept:       its source, the way up, the way down")) << text;
  EXPECT_FALSE(contains(text, "duration:   0.0 ms")) << text;
  const auto story = json({"history", "-v"});
  const auto& notes = story.at(1).at("ledger");
  ASSERT_EQ(notes.size(), 3U) << story.dump(2);
  EXPECT_EQ(notes.at(0).at("direction"), "up");
  EXPECT_EQ(notes.at(1).at("direction"), "down");
  EXPECT_EQ(notes.at(0).at("parents").at(0), "b00000000002");
  EXPECT_GT(notes.at(0).at("duration_ms"), 0.0);
  EXPECT_EQ(story.at(0).at("ledger").at(0).at("outcome"), "failed");
  std::filesystem::remove(root / "migrations/4_more.mig");
  std::filesystem::remove(root / "migrations/3_notes.mig");
  const std::string without = ok({"history", "-v"});
  EXPECT_TRUE(contains(without, "its file is not in this checkout")) << without;
  EXPECT_TRUE(contains(without, "title:      create notes")) << without;
}

TEST_F(TrustTest, EventsInJson) {
  const Outcome apply = migc({"apply", "--format", "json"});
  EXPECT_EQ(apply.code, 0);
  std::vector<std::string> events;
  std::string rest = apply.err;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const nlohmann::json value = nlohmann::json::parse(rest.substr(0, end), nullptr, false);
    ASSERT_FALSE(value.is_discarded()) << rest;
    events.push_back(value.value("event", "") + " " + value.value("revision", ""));
    rest.erase(0, end + 1);
  }
  EXPECT_EQ(events.front(), "migration_started a00000000001");
  EXPECT_EQ(events.back(), "migration_finished c00000000003");
  EXPECT_NE(std::find(events.begin(), events.end(), "statement_finished b00000000002"),
            events.end());
  EXPECT_EQ(migc({"revert", "base", "--format", "json", "--quiet"}).err, "");
}

TEST_F(TrustTest, LinesInALogHaveATime) {
  const Outcome apply = migc({"apply"});
  EXPECT_TRUE(contains(apply.err, "Z [1/3] applied a00000000001 create users")) << apply.err;
}

/// The first signal waits for a safe point and says so; the second one does not wait.
TEST_F(TrustTest, TwoSignals) {
  write("migrations/4_more.mig", R"(migration d00000000004 'takes long';
revises c00000000003;

sql outside transaction for sqlite $$ CREATE TABLE busy AS
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000000) SELECT count(*) FROM n $$
    down $$ DROP TABLE busy $$ for postgres nothing;
)");
  ok({"apply", "c000"});
  Process process = start_migc({"apply", "-v"});
  ASSERT_TRUE(process.wait_for_err("run raw sql")) << process.err_so_far();
  process.signal(SIGINT);
  EXPECT_TRUE(process.wait_for_err("stopping at the next safe point")) << process.err_so_far();
  process.signal(SIGTERM);
  const Outcome outcome = process.wait();
  EXPECT_EQ(outcome.code, 128 + SIGTERM) << outcome.err;
  EXPECT_EQ(json({"current"}).at("unfinished"), true);
  std::string text = read("migrations/4_more.mig");
  EXPECT_EQ(sqlite("select count(*) from sqlite_schema where name = 'busy'"), "0");
}

}  // namespace
}  // namespace migc::test
