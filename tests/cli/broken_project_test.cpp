#include <sys/stat.h>

#include "tests/cli/cli_test.h"

// A project with a mistake: one clear diagnostic, exit code 1, and nothing done to any database.

namespace migc::test {
namespace {

struct Broken {
  std::string name;
  std::string text;  ///< of the fourth migration
  std::string code;
  std::string message;  ///< a part of it
};

void PrintTo(const Broken& broken, std::ostream* stream) { *stream << broken.name; }

std::string with_head(std::string_view body) {
  return "migration d00000000004 'break it';\nrevises c00000000003;\n\n" + std::string(body);
}

class BrokenProjectTest : public CliTest, public ::testing::WithParamInterface<Broken> {};

TEST_P(BrokenProjectTest, GivesOneClearDiagnostic) {
  const Broken& broken = GetParam();
  write_project_and(broken.text);
  if (broken.name == "Folder") {
    std::filesystem::remove(root / "migrations/4_more.mig");
    std::filesystem::create_directory(root / "migrations/4_more.mig");
  }

  const Outcome check = migc({"check"});
  EXPECT_EQ(check.code, 1) << check.out << check.err;
  EXPECT_EQ(count(check.out, "error["), 1U) << check.out;
  EXPECT_TRUE(contains(check.out, "error[" + broken.code + "]: ")) << check.out;
  EXPECT_TRUE(contains(check.out, broken.message)) << check.out;
  EXPECT_TRUE(contains(check.out, "4_more.mig")) << check.out;
  EXPECT_TRUE(contains(check.out, ": 1 error\n")) << check.out;
  EXPECT_EQ(check.err, "");

  const Outcome report = migc({"check", "--format", "json"});
  EXPECT_EQ(report.code, 1);
  const auto json = nlohmann::json::parse(report.out, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << report.out;
  EXPECT_EQ(json.at("errors"), 1);
  EXPECT_EQ(json.at("findings").at(0).at("code"), broken.code);

  for (const std::string command : {"apply", "plan", "current", "history", "new"}) {
    const Outcome refused = migc({command});
    EXPECT_EQ(refused.code, 1) << command;
    EXPECT_EQ(refused.out, "") << command;
    EXPECT_TRUE(contains(refused.err, "error[" + broken.code + "]: ")) << refused.err;
    EXPECT_TRUE(contains(refused.err, "\nerror: the migrations have mistakes: 1 error\n"))
        << refused.err;
  }
  EXPECT_FALSE(exists("migc.db"));
}

std::vector<Broken> broken_projects() {
  const std::string deep = std::string(300, '(') + "1 = 1" + std::string(300, ')');
  std::string large = with_head("");
  while (large.size() < std::size_t{5} * 1024 * 1024) large += "-- as long as a line may be\n";
  return {
      {"UnknownColumn", with_head("alter table notes {\n  drop column boddy discard;\n}\n"),
       "E2004", "column `boddy` does not exist in table `notes`"},
      {"WrongTypeOfDefault",
       with_head("alter table notes {\n  add column stars int not null default 'many';\n}\n"),
       "E3001", "'many' is not a value of column `stars` of type int"},
      {"MissingParent", "migration d00000000004 'x';\nrevises c00000000009;\n", "E4002",
       "revises `c00000000009`, which does not exist"},
      {"DuplicateId", "migration a00000000001 'x';\nrevises c00000000003;\n", "E4001",
       "revision `a00000000001` is defined more than once"},
      {"Cycle", "migration d00000000004 'x';\nrevises d00000000004;\n", "E4004", "d00000000004"},
      {"UnterminatedString", with_head("alter table notes {\n  add check (body <> 'x);\n}\n"),
       "E1002", "the end of the file inside a string"},
      {"UnterminatedTitle", "migration d00000000004 'x;\nrevises c00000000003;\n", "E1002",
       "the end of the file inside a string"},
      {"DeepNesting", with_head("alter table notes {\n  add check notes_deep (" + deep + ");\n}\n"),
       "E1003", "nested more than 256 deep"},
      {"LargeFile", large, "E0003", "found more than 1048576 bytes"},
      {"InvalidUtf8", "migration d00000000004 'caf\xe9';\nrevises c00000000003;\n", "E0002",
       "not UTF-8"},
      {"CutUtf8", "migration d00000000004 'caf\xc3", "E0002", "not UTF-8"},
      {"EmptyFile", "", "E0005", "no statement"},
      {"CommentsOnly", "-- nothing yet\n", "E0005", "no statement"},
      {"Folder", "", "E0004", "`migrations/4_more.mig` cannot be read: it is a folder"},
  };
}

INSTANTIATE_TEST_SUITE_P(Mistakes, BrokenProjectTest, ::testing::ValuesIn(broken_projects()),
                         [](const auto& test) { return test.param.name; });

class ReportTest : public CliTest {
 public:
  ReportTest() {
    write_project();
    write("migrations/4_first.mig", with_head("drop table nots discard;\n"));
    write("migrations/5_second.mig",
          "migration e00000000005 'two mistakes';\nrevises d00000000004;\n\nalter table users {\n"
          "  drop column emial discard;\n  add column rank int default 'x';\n}\n");
  }
};

TEST_F(ReportTest, HoldsAllErrorsOfAllFiles) {
  const Outcome check = migc({"check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(count(check.out, "error["), 3U) << check.out;
  EXPECT_TRUE(contains(check.out, "migrations/4_first.mig:4:12")) << check.out;
  EXPECT_TRUE(contains(check.out, "help: a column with a similar name exists: `email`"))
      << check.out;
}

TEST_F(ReportTest, HoldsAllSyntaxErrorsOfAllFiles) {
  write("migrations/4_first.mig",
        "migration d00000000004 'x';\nrevises c00000000003\n\ncreate table;\n");
  write("migrations/6_third.mig", "migration f00000000006 'x;\n");
  const Outcome check = migc({"check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_TRUE(contains(check.out, "migrations/4_first.mig:")) << check.out;
  EXPECT_TRUE(contains(check.out, "migrations/6_third.mig:1:24")) << check.out;
}

TEST_F(ReportTest, ReportsRingsOfSeveralFilesOnce) {
  write_project();
  std::filesystem::remove(root / "migrations/4_first.mig");
  write("migrations/5_second.mig", "migration e00000000005 'x';\nrevises f00000000006;\n");
  write("migrations/6_third.mig", "migration f00000000006 'y';\nrevises e00000000005;\n");
  const Outcome check = migc({"check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(count(check.out, "error["), 1U) << check.out;
  EXPECT_TRUE(contains(check.out, "error[E4003]: revisions form a ring")) << check.out;
}

TEST_F(ReportTest, JsonParses) {
  const Outcome check = migc({"check", "--format", "json"});
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(check.err, "");
  const auto json = nlohmann::json::parse(check.out, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << check.out;
  EXPECT_EQ(json.at("errors"), 3);
  EXPECT_EQ(json.at("findings").size(), 3U);
  const auto& first = json.at("findings").at(0);
  EXPECT_EQ(first.at("file"), "migrations/4_first.mig");
  EXPECT_EQ(first.at("line"), 4);
}

TEST_F(ReportTest, SarifParses) {
  const Outcome check = migc({"check", "--format=sarif"});
  EXPECT_EQ(check.code, 1);
  const auto json = nlohmann::json::parse(check.out, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << check.out;
  EXPECT_EQ(json.at("version"), "2.1.0");
  EXPECT_EQ(json.at("runs").at(0).at("results").size(), 3U);
}

TEST_F(ReportTest, GithubHasALineForEachFinding) {
  const Outcome check = migc({"check", "--format", "github"});
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(count(check.out, "\n"), 3U) << check.out;
  EXPECT_EQ(count("\n" + check.out, "\n::error file=migrations/"), 3U) << check.out;
}

TEST_F(ReportTest, JunitIsWellFormed) {
  const Outcome check = migc({"check", "--format", "junit"});
  EXPECT_EQ(check.code, 1);
  EXPECT_TRUE(is_well_formed_xml(check.out)) << check.out;
  EXPECT_EQ(count(check.out, "<failure "), 3U) << check.out;
}

TEST_F(ReportTest, FailedRunsInJsonAreOneObjectOnTheErrorStream) {
  const Outcome apply = migc({"apply", "--format", "json"});
  EXPECT_EQ(apply.code, 1);
  EXPECT_EQ(apply.out, "");
  const auto json = nlohmann::json::parse(apply.err, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << apply.err;
  EXPECT_EQ(json.at("error").at("exit_code"), 1);
  EXPECT_TRUE(contains(json.at("error").at("detail").get<std::string>(), "emial"));
}

TEST_F(ReportTest, LinksAndPipesAreNotRead) {
  write_project();
  std::filesystem::remove(root / "migrations/4_first.mig");
  std::filesystem::remove(root / "migrations/5_second.mig");
  std::filesystem::create_symlink("nowhere", root / "migrations/4_link.mig");
  ASSERT_EQ(::mkfifo((root / "migrations/5_pipe.mig").c_str(), 0600), 0);
  const Outcome check = migc({"check"});
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(count(check.out, "error["), 2U) << check.out;
}

TEST_F(CliTest, CheckOfACleanProjectIsQuietAboutErrors) {
  write_project();
  const Outcome check = migc({"check"});
  EXPECT_EQ(check.code, 0);
  EXPECT_EQ(
      check.out,
      "checked 3 migrations for postgres 13 and sqlite 3.35: no findings\ndowngrades: 3 exact\n");
  EXPECT_EQ(check.err, "");
}

TEST_F(CliTest, WarningsFailOnlyWhenStrict) {
  write_project();
  write("migrations/3_notes.mig", read("migrations/3_notes.mig") + "\n\n");
  EXPECT_EQ(migc({"check"}).code, 0);
  EXPECT_EQ(migc({"check", "--strict"}).code, 1);
}

}  // namespace
}  // namespace migc::test
