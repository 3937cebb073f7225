#include <algorithm>

#include "tests/cli/cli_test.h"

// Commands that write files or only look: init, new, fmt, plan, history and its kin.

namespace migc::test {
namespace {

using Strings = std::vector<std::string>;

class CommandsTest : public CliTest {
 public:
  CommandsTest() { write_project(); }
};

TEST_F(CliTest, InitMakesAProjectThatRuns) {
  const Outcome init = migc({"init"});
  EXPECT_EQ(init.code, 0);
  EXPECT_EQ(count(init.out, "created "), 3U) << init.out;
  EXPECT_TRUE(contains(init.err, "migc check")) << init.err;
  EXPECT_TRUE(contains(ok({"check", "--strict"}), "no findings"));
  ok({"fmt", "--check"});
  EXPECT_TRUE(contains(ok({"current"}), "pending: 1 migration"));
  EXPECT_FALSE(exists("migc.db"));
  ok({"apply", "head"});
  EXPECT_TRUE(contains(ok({"current"}), "(head)"));
  EXPECT_TRUE(contains(ok({"history", "-i"}), "a00000000001"));
  ok({"revert", "-1"});
  EXPECT_TRUE(contains(ok({"current"}), "base"));
}

TEST_F(CliTest, InitOverwritesNothing) {
  ok({"init", "service/db"});
  const std::string config = read("service/db/migc.toml");
  const Outcome again = migc({"init", "service/db"});
  EXPECT_EQ(again.code, 2);
  EXPECT_EQ(again.out, "");
  EXPECT_TRUE(contains(again.err, "service/db/migc.toml exists already")) << again.err;
  EXPECT_EQ(read("service/db/migc.toml"), config);
  write("other/migrations/notes.txt", "mine");
  EXPECT_EQ(migc({"init", "other"}).code, 4);
  EXPECT_FALSE(exists("other/migc.toml"));
}

TEST_F(CommandsTest, NewWritesAnEmptyMigrationOnTheHead) {
  const std::string path = ok({"new", "-m", "Add last login!", "--rev-id", "d00000000004"});
  EXPECT_TRUE(path.starts_with("migrations/") && path.ends_with("_add_last_login.mig\n")) << path;
  EXPECT_EQ(read(path.substr(0, path.size() - 1)),
            "migration d00000000004 'Add last login!';\nrevises c00000000003;\n");
  EXPECT_TRUE(contains(ok({"check"}), "checked 4 migrations"));
  ok({"fmt", "--check"});
  const auto made = json({"revision", "-m", "it's 'quoted'"});
  EXPECT_EQ(made.at("revision").get<std::string>().size(), 12U);
  EXPECT_TRUE(exists(made.at("file")));
  ok({"check", "--strict"});
}

TEST_F(CommandsTest, NewAsksForAParentWhereTheHistoryForks) {
  const Outcome fork = migc({"new", "-m", "fork", "--head", "b00000000002"});
  EXPECT_EQ(fork.code, 2);
  EXPECT_TRUE(contains(fork.err, "is not a head")) << fork.err;
  ok({"new", "-m", "fork", "--head", "b00000000002", "--splice", "--rev-id", "f00000000001",
      "--label", "billing"});
  EXPECT_EQ(ok({"heads"}), "c00000000003  create notes  (head)\nf00000000001  fork  (head)\n");
  EXPECT_TRUE(contains(ok({"branches"}), "b00000000002")) << ok({"branches"});
  const Outcome several = migc({"new", "-m", "where"});
  EXPECT_EQ(several.code, 2);
  EXPECT_TRUE(contains(several.err, "the history has 2 heads")) << several.err;
  ok({"new", "-m", "on billing", "--head", "billing@head", "--depends-on", "c000", "--rev-id",
      "f00000000002"});
  const std::string shown = ok({"show", "f00000000002"});
  EXPECT_TRUE(contains(shown, "depends on: c00000000003")) << shown;
  EXPECT_TRUE(contains(shown, "labels:     billing")) << shown;
}

TEST_F(CommandsTest, EveryCommandHelpsWithWhatIsNotThere) {
  for (const Strings& command :
       {Strings{"show", "zzz"}, Strings{"edit", "zzz"}, Strings{"plan", "--offline", "zzz"},
        Strings{"plan", "zzz:head"}, Strings{"history", "-r", "zzz:head"},
        Strings{"diff", "zzz", "head"}, Strings{"new", "-m", "x", "--head", "zzz"},
        Strings{"new", "-m", "x", "--depends-on", "zzz"}}) {
    const Outcome outcome = migc(command);
    EXPECT_EQ(outcome.code, 2) << command[0];
    EXPECT_EQ(outcome.err,
              "error: there is no revision or label `zzz`\n"
              "  help: `migc history` lists what there is\n")
        << command[0];
  }
}

TEST_F(CommandsTest, NewWritesNothingThatCannotBeRead) {
  const Strings before = files();
  for (const std::string id : {"head", "a00000000001", "no spaces", ""}) {
    const Outcome outcome = migc({"new", "-m", "x", "--rev-id", id});
    EXPECT_NE(outcome.code, 0) << id;
    EXPECT_EQ(outcome.out, "") << id;
  }
  EXPECT_EQ(migc({"new", "-m", "x", "--depends-on", "nothing"}).code, 2);
  EXPECT_EQ(files(), before);
}

TEST_F(CommandsTest, FmtLaysOutAndKeepsComments) {
  const std::string ugly =
      "migration   d00000000004 'x' ;\n-- before\nrevises c00000000003;\n"
      "create table  t{ id bigint primary key ; -- beside\n /* inside */ n int;}\n";
  write("migrations/4_more.mig", ugly);
  const Outcome check = migc({"fmt", "--check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(check.out, "would format migrations/4_more.mig\n");
  EXPECT_EQ(read("migrations/4_more.mig"), ugly);
  EXPECT_EQ(ok({"fmt"}), "formatted migrations/4_more.mig\n");
  const std::string once = read("migrations/4_more.mig");
  EXPECT_TRUE(contains(once, "-- before") && contains(once, "-- beside") &&
              contains(once, "inside"))
      << once;
  EXPECT_EQ(ok({"fmt"}), "");
  EXPECT_EQ(read("migrations/4_more.mig"), once);
  ok({"check", "--strict"});
}

TEST_F(CommandsTest, FmtLeavesFilesWithMistakesAlone) {
  const std::string broken =
      "migration d00000000004   'x';\nrevises c00000000003;\ncreate tabel t { id int; }\n";
  write("migrations/4_more.mig", broken);
  write("migrations/3_notes.mig", "  " + read("migrations/3_notes.mig"));
  const Outcome outcome = migc({"fmt"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.out, "formatted migrations/3_notes.mig\n");
  EXPECT_TRUE(contains(outcome.err, "--> migrations/4_more.mig:3:8")) << outcome.err;
  EXPECT_EQ(read("migrations/4_more.mig"), broken);
}

TEST_F(CommandsTest, FmtTakesFilesAndFolders) {
  write("migrations/3_notes.mig", "  " + read("migrations/3_notes.mig"));
  EXPECT_EQ(ok({"fmt", "migrations/1_users.mig"}), "");
  EXPECT_EQ(ok({"fmt", "migrations"}), "formatted migrations/3_notes.mig\n");
  EXPECT_EQ(migc({"fmt", "nothing.mig"}).code, 3);
  std::filesystem::create_directory(root / "migrations/5.mig");
  EXPECT_EQ(migc({"fmt"}).code, 1);
}

TEST_F(CommandsTest, HistoryListsNewestFirst) {
  const std::string history = ok({"history"});
  EXPECT_EQ(history,
            "REVISION      REVISES       TITLE              VERDICT\n"
            "c00000000003  b00000000002  create notes       exact    (head)\n"
            "b00000000002  a00000000001  add display names  exact\n"
            "a00000000001  base          create users       exact\n");
  EXPECT_EQ(json({"history", "-r", "b000:head"}).size(), 2U);
  EXPECT_EQ(migc({"history", "-r", "zz:head"}).code, 2);
  EXPECT_FALSE(exists("migc.db"));
}

TEST_F(CommandsTest, HistoryKnowsTheDatabase) {
  ok({"apply", "b000"});
  const std::string marked = ok({"history", "-i"});
  EXPECT_TRUE(contains(marked, "-         ") || contains(marked, "- ")) << marked;
  const auto all = json({"history", "-i"});
  EXPECT_TRUE(all.at(0).at("applied").is_null());
  EXPECT_TRUE(all.at(2).at("applied").is_string());
  for (const Strings& range :
       {Strings{"-r=-2:current"}, Strings{"-r", "-2:current"}, Strings{"--range=-2:current"}}) {
    Strings arguments{"history"};
    arguments.insert(arguments.end(), range.begin(), range.end());
    const auto relative = json(arguments);
    ASSERT_TRUE(relative.is_array());
    EXPECT_EQ(relative.size(), 2U);
    EXPECT_EQ(relative.at(0).at("revision"), "b00000000002");
  }
  const std::string verbose = ok({"history", "--verbose"});
  EXPECT_EQ(count(verbose, "  applied:    "), 3U) << verbose;
  EXPECT_EQ(count(verbose, "  applied:    no\n"), 1U) << verbose;
  EXPECT_EQ(count(verbose, "  duration:   "), 2U) << verbose;
}

TEST_F(CommandsTest, ShowTellsEverything) {
  const std::string shown = ok({"show", "head"});
  EXPECT_TRUE(contains(shown, "title:      create notes")) << shown;
  EXPECT_TRUE(contains(shown, "create table notes {")) << shown;
  EXPECT_EQ(json({"show", "a000", "head"}).size(), 2U);
  EXPECT_EQ(migc({"show", "nope"}).code, 2);
  EXPECT_EQ(migc({"show", "base"}).code, 2);
}

TEST_F(CommandsTest, PlanShowsAndRunsNothing) {
  const std::string plan = ok({"plan"});
  EXPECT_EQ(count(plan, "\nup   "), 2U) << plan;
  EXPECT_TRUE(contains(plan, "CREATE TABLE notes")) << plan;
  EXPECT_FALSE(exists("migc.db"));
  ok({"apply"});
  EXPECT_EQ(ok({"plan"}), "nothing to do\n");
  EXPECT_TRUE(ok({"plan", "--down"}).starts_with("down c00000000003")) << ok({"plan", "--down"});
  EXPECT_EQ(count("\n" + ok({"plan", "head:base"}), "\ndown "), 3U);
  EXPECT_TRUE(contains(ok({"plan", "--dialect", "postgres"}), "GENERATED BY DEFAULT AS IDENTITY"));
  EXPECT_EQ(migc({"plan", "--dialect", "oracle"}).code, 2);
  EXPECT_EQ(json({"plan", "--offline"}).at("units").size(), 3U);
  EXPECT_EQ(migc({"plan", "--sql", "--format", "json"}).code, 2);
}

TEST_F(CommandsTest, PlannedScriptRunsInTheSqliteShell) {
  const std::string script = ok({"plan", "--sql"});
  EXPECT_EQ(sqlite(script), "");
  EXPECT_EQ(json({"current"}).at("at_head"), true);
  EXPECT_EQ(sqlite("select count(*) from migc_ledger where outcome = 'done'"), "3");
  EXPECT_EQ(ok({"apply"}), "nothing to do: the database is at c00000000003 (head)\n");
  // A second time it stops before it does anything.
  EXPECT_NE(run({"sqlite3", "-bail", "migc.db"}, script).code, 0);
  const std::string schema = sqlite(".schema");
  const std::string down = ok({"plan", "base", "--down", "--sql"});
  EXPECT_EQ(sqlite(down), "");
  EXPECT_TRUE(contains(ok({"current"}), "base"));
  ok({"apply"});
  EXPECT_EQ(sqlite(".schema"), schema);
}

TEST_F(CommandsTest, EveryCommandSpeaksJson) {
  ok({"apply", "b000"});
  const std::vector<Strings> commands{{"check"},
                                      {"fmt"},
                                      {"plan"},
                                      {"current"},
                                      {"history"},
                                      {"history", "-v"},
                                      {"heads"},
                                      {"branches"},
                                      {"show", "head"},
                                      {"apply", "--dry-run"},
                                      {"apply"},
                                      {"apply"},
                                      {"revert", "--dry-run", "-1"},
                                      {"revert", "-1"},
                                      {"revert", "base"},
                                      {"revert", "base"},
                                      {"stamp", "head"},
                                      {"stamp", "head"},
                                      {"new", "-m", "x"},
                                      {"init", "sub"}};
  for (const Strings& command : commands) {
    const auto value = json(command);
    EXPECT_TRUE(value.is_object() || value.is_array()) << command.front();
  }
}

TEST_F(CommandsTest, QuietHidesTalkAndKeepsTheAnswer) {
  const std::vector<Strings> commands{{"check"},   {"plan"},  {"current"}, {"heads"},
                                      {"history"}, {"apply"}, {"apply"},   {"revert", "-1"}};
  for (Strings command : commands) {
    command.emplace_back("--quiet");
    const Outcome outcome = migc(command);
    EXPECT_EQ(outcome.code, 0) << command.front();
    EXPECT_NE(outcome.out, "") << command.front();
    EXPECT_EQ(outcome.err, "") << command.front();
  }
}

TEST_F(CommandsTest, NoColourWithoutATerminal) {
  for (const Strings& command :
       {Strings{"plan"}, Strings{"apply"}, Strings{"check"}, Strings{"history", "-v"}}) {
    const Outcome outcome = migc(command);
    EXPECT_FALSE(contains(outcome.out + outcome.err, "\x1b")) << command.front();
  }
  EXPECT_TRUE(contains(ok({"history", "-v", "--color=always"}), "\x1b["));
}

TEST_F(CliTest, HelpForEveryCommand) {
  const std::string help = ok({"--help"});
  EXPECT_EQ(ok({}), help);
  for (const std::string command :
       {"init", "new", "revision", "check", "fmt", "plan", "apply", "upgrade", "revert",
        "downgrade", "current", "stamp", "history", "heads", "branches", "show", "edit"}) {
    EXPECT_TRUE(contains(help, command)) << command;
    EXPECT_TRUE(contains(ok({command, "--help"}), "Usage: migc ")) << command;
  }
  EXPECT_TRUE(ok({"--version"}).starts_with("migc "));
}

TEST_F(CliTest, MistypedWordsGetSuggestions) {
  const struct {
    Strings arguments;
    std::string message;
  } cases[] = {
      {{"aply"},
       "error: there is no command `aply`\n  help: a command with a similar name exists: "
       "`apply`\n"},
      {{"upgrad"},
       "error: there is no command `upgrad`\n  help: a command with a similar name exists: "
       "`upgrade`\n"},
      {{"frobnicate", "--now"},
       "error: there is no command `frobnicate`\n  help: see `migc --help`\n"},
      {{"apply", "--dryrun"},
       "error: `migc apply` has no option `--dryrun`\n  help: an option with a similar name "
       "exists: `--dry-run`\n"},
      {{"--ulr=x", "apply"},
       "error: `migc apply` has no option `--ulr`\n  help: an option with a similar name exists: "
       "`--url`\n"},
      {{"check", "x"},
       "error: `migc check` does not take the argument `x`\n  help: see `migc check --help`\n"},
      {{"new", "add users"},
       "error: `migc new` does not take the argument `add users`\n  help: what the migration does "
       "is said with `-m`\n"},
      {{"revert"}, "error: `migc revert` needs a target\n  help: see `migc revert --help`\n"},
      {{"diff", "head"}, "error: `migc diff` needs 2 sources\n  help: see `migc diff --help`\n"},
      {{"new", "-m"}, "error: `--message` needs a value\n  help: see `migc new --help`\n"},
      {{"check", "--format", "xml"},
       "error: `xml` is not a format\n  help: the formats are text, json, and for check sarif, "
       "github, junit\n"},
      {{"apply", "--format", "sarif"}, "error: `sarif` is a format of `migc check` only\n"},
  };
  for (const auto& [arguments, message] : cases) {
    const Outcome outcome = migc(arguments);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, message);
  }
}

TEST_F(CliTest, EmptyHistory) {
  write("migc.toml", "");
  std::filesystem::create_directory(root / "migrations");
  EXPECT_TRUE(contains(ok({"check"}), "checked 0 migrations"));
  EXPECT_TRUE(contains(ok({"current"}), "base"));
  EXPECT_EQ(ok({"plan"}), "nothing to do\n");
  EXPECT_TRUE(contains(ok({"apply"}), "nothing to do"));
  EXPECT_EQ(ok({"history"}), "");
  EXPECT_EQ(ok({"heads"}), "");
}

}  // namespace
}  // namespace migc::test
