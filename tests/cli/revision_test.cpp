#include <gtest/gtest.h>
#include <tuple>

#include "tests/cli/cli_test.h"

// `revision --autogenerate` and `diff` between sources that need no database.

namespace migc::test {
namespace {

class RevisionTest : public CliTest {
 public:
  RevisionTest() {
    write_project();
    write("migc.toml",
          "[project]\ndialects = [\"postgres >= 13\", \"sqlite >= 3.35\"]\n"
          "schema = [\"schema/*.mig\"]\n");
    want("  display_name text;\n", "");
  }

  /// The schema that the migrations lead to, with these columns of users in the place of
  /// `display_name`, and these statements besides.
  void want(const std::string& columns, const std::string& more) const {
    write("schema/all.mig",
          "schema;\n\ntable users {\n  id bigint identity primary key;\n"
          "  email varchar(320) not null;\n" +
              columns +
              "\n  unique users_email_key (email);\n}\n\n"
              "table notes {\n  id bigint identity primary key;\n"
              "  user_id bigint not null references users (id) on delete cascade;"
              "\n  body text not null default '';\n}\n" +
              more);
  }

  [[nodiscard]] std::string written(const std::string& out) const {
    return read(out.substr(0, out.find('\n')));
  }
};

TEST_F(RevisionTest, WritesWhatIsMissing) {
  want("  display_name text;\n  age int;\n",
       "\ntable tags {\n  id bigint identity primary key;\n}\n");
  const Outcome outcome = migc({"revision", "--autogenerate", "-m", "ages", "--rev-id", "d04"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(written(outcome.out),
            "migration d04 'ages';\nrevises c00000000003;\n\n"
            "alter table users {\n  add column age int;\n}\n\n"
            "create table tags {\n  id bigint identity primary key;\n}\n");
  EXPECT_TRUE(contains(outcome.err, "wrote revision d04 with 2 changes")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "downgrade: ")) << outcome.err;
  EXPECT_TRUE(contains(ok({"check"}), "no findings"));
  ok({"apply"});
  ok({"revert", "base"});
}

TEST_F(RevisionTest, ASchemaWithoutTablesWantsNone) {
  write("schema/all.mig", "schema;\n");
  const Outcome outcome = migc({"revision", "--autogenerate", "-m", "away"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_TRUE(contains(written(outcome.out), "drop table notes preserve;")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "wrote revision")) << outcome.err;
  ok({"check"});
}

TEST_F(RevisionTest, SaysWhatComparisonCannotDo) {
  want("  display_name text;\n", "");
  std::string wanted = read("schema/all.mig");
  const std::size_t end = wanted.find("}\n");
  wanted.replace(end, 2, "} partition by range (id);\n");
  wanted.erase(wanted.find("  unique users_email_key"),
               wanted.find("}") - wanted.find("  unique users_email_key"));
  write("schema/all.mig", wanted);
  const Outcome outcome = migc({"revision", "--autogenerate", "-m", "parts"});
  EXPECT_NE(outcome.code, 0);
  EXPECT_TRUE(contains(outcome.err, "comparison finds no way")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "`users` is partitioned otherwise")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "help: write this by hand")) << outcome.err;
}

TEST_F(RevisionTest, WritesNothingWhenNothingChanged) {
  const Outcome outcome = migc({"revision", "--autogenerate", "-m", "none"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(contains(outcome.err, "nothing to write")) << outcome.err;
  const std::string path =
      ok({"revision", "--autogenerate", "--empty", "-m", "none", "--rev-id", "d04"});
  EXPECT_EQ(written(path), "migration d04 'none';\nrevises c00000000003;\n");
}

TEST_F(RevisionTest, WithoutTheWordItIsNew) {
  const std::string path = ok({"revision", "-m", "by hand", "--rev-id", "d04"});
  EXPECT_EQ(written(path), "migration d04 'by hand';\nrevises c00000000003;\n");
}

TEST_F(RevisionTest, SaysWhatIsDroppedAndWhetherItIsKept) {
  want("", "");
  const std::string kept = ok({"revision", "--autogenerate", "-m", "a", "--rev-id", "d04"});
  EXPECT_TRUE(contains(written(kept), "drop column display_name preserve;")) << written(kept);
  want("", "\ntable more {\n  id int primary key;\n}\n");
  ok({"revision", "--autogenerate", "-m", "b"});
  want("", "");
  const std::string gone =
      ok({"revision", "--autogenerate", "-m", "c", "--rev-id", "e05", "--drops", "discard"});
  EXPECT_TRUE(contains(written(gone), "drop table more discard;")) << written(gone);
}

TEST_F(RevisionTest, DoesNotGuessARename) {
  want("  full_name text;\n", "");
  const std::vector<std::string> before = files();
  const Outcome refused = migc({"revision", "--autogenerate", "-m", "names"});
  EXPECT_EQ(refused.code, 4);
  EXPECT_EQ(refused.out, "");
  EXPECT_TRUE(contains(refused.err, "`full_name … was display_name;`")) << refused.err;
  EXPECT_TRUE(contains(refused.err, "`drop column display_name discard;`")) << refused.err;
  EXPECT_EQ(files(), before);

  const Outcome accepted = migc({"revision", "--autogenerate", "-m", "n", "--renames", "accept"});
  EXPECT_EQ(accepted.code, 0) << accepted.err;
  EXPECT_TRUE(contains(written(accepted.out), "rename column display_name to full_name;"));
}

TEST_F(RevisionTest, AsksAtATerminalWhetherItIsARename) {
  want("  full_name text;\n", "");
  at_terminal = true;
  input = "maybe\nyes\n";
  const Outcome renamed = migc({"revision", "--autogenerate", "-m", "n", "--rev-id", "d04"});
  EXPECT_EQ(renamed.code, 0) << renamed.err;
  EXPECT_TRUE(contains(renamed.err,
                       "is column `full_name` of `users` the former column "
                       "`display_name` of `users`?"))
      << renamed.err;
  EXPECT_TRUE(contains(renamed.err, "please answer `yes` or `no`")) << renamed.err;
  EXPECT_TRUE(contains(written(renamed.out), "rename column display_name to full_name;"));
}

TEST_F(RevisionTest, TakesNoForAnAnswerAtATerminal) {
  want("  full_name text;\n", "");
  at_terminal = true;
  input = "no\n";
  const Outcome dropped = migc({"revision", "--autogenerate", "-m", "n", "--renames", "ask"});
  EXPECT_EQ(dropped.code, 0) << dropped.err;
  EXPECT_TRUE(contains(written(dropped.out), "drop column display_name preserve;"));
  EXPECT_TRUE(contains(written(dropped.out), "add column full_name text;"));
}

TEST_F(RevisionTest, TakesTheEndOfTheInputForNoAnswer) {
  want("  full_name text;\n", "");
  const std::vector<std::string> before = files();
  at_terminal = true;
  input = "\x04";
  EXPECT_EQ(migc({"revision", "--autogenerate", "-m", "n"}).code, 4);
  EXPECT_EQ(files(), before);
  at_terminal = false;
  EXPECT_EQ(migc({"revision", "--autogenerate", "-m", "n", "--renames", "ask"}).code, 2);
}

TEST_F(RevisionTest, TakesTheSchemasWordForARename) {
  want("  full_name text was display_name;\n", "");
  const std::string path = ok({"revision", "--autogenerate", "-m", "n"});
  EXPECT_TRUE(contains(written(path), "rename column display_name to full_name;"));
  EXPECT_TRUE(contains(ok({"check"}), "no findings"));
  EXPECT_EQ(ok({"revision", "--autogenerate", "-m", "again"}), "");
}

TEST_F(RevisionTest, DropsAndAddsWhenItIsTold) {
  want("  full_name text;\n", "");
  const std::string path = ok({"revision", "--autogenerate", "-m", "n", "--renames", "never"});
  EXPECT_TRUE(contains(written(path), "drop column display_name preserve;"));
}

TEST_F(RevisionTest, WhatNeedsAHandIsWrittenAndSaid) {
  want("  display_name text;\n  age int not null;\n", "");
  const Outcome outcome = migc({"revision", "--autogenerate", "-m", "ages"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(contains(written(outcome.out), "add column age int not null;"));
  EXPECT_TRUE(contains(outcome.err, "MG353")) << outcome.err;
  EXPECT_TRUE(contains(outcome.err, "needs a hand")) << outcome.err;
}

TEST_F(RevisionTest, NeedsASchemaToCompareWith) {
  write("migc.toml", "[project]\nschema = [\"none/*.mig\"]\n");
  const Outcome outcome = migc({"revision", "--autogenerate", "-m", "x"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_TRUE(contains(outcome.err, "no desired schema")) << outcome.err;
}

TEST_F(RevisionTest, RefusesSeveralHeads) {
  write("migrations/4_fork.mig", "migration d00000000004 'fork';\nrevises b00000000002;\n");
  const Outcome outcome = migc({"revision", "--autogenerate", "-m", "x"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_TRUE(contains(outcome.err, "2 heads")) << outcome.err;
}

TEST_F(RevisionTest, AnswersInJson) {
  want("  display_name text;\n  age int;\n", "");
  const nlohmann::json answer = json({"revision", "--autogenerate", "-m", "x", "--rev-id", "d04"});
  EXPECT_EQ(answer.at("revision"), "d04");
  EXPECT_EQ(answer.at("operations"), nlohmann::json::array({"add column `users.age`"}));
  EXPECT_EQ(answer.at("verdict"), "exact");
}

TEST_F(RevisionTest, DiffComparesSources) {
  EXPECT_EQ(migc({"diff", "head", "schema"}).code, 0);
  const Outcome forward = migc({"diff", "b00000000002", "head"});
  EXPECT_EQ(forward.code, 1);
  EXPECT_EQ(forward.out, "+ create table `notes`\n");
  EXPECT_EQ(migc({"diff", "head", "b00000000002"}).out, "- drop table `notes`, keeping its data\n");
  write("other.mig", "schema;\n\ntable users {\n  id bigint identity primary key;\n}\n");
  const Outcome file = migc({"diff", "a00000000001", "other.mig"});
  EXPECT_EQ(file.out,
            "- drop constraint `users.users_email_key`\n"
            "- drop column `users.email`, keeping its data\n");
  EXPECT_EQ(migc({"diff", "base", "nowhere.mig"}).code, 3);
  EXPECT_EQ(migc({"diff", "base", "nothing"}).code, 2);
}

TEST_F(RevisionTest, DiffReadsADatabase) {
  write("migc.toml", "[project]\ndialects = [\"sqlite >= 3.35\"]\nschema = [\"schema/*.mig\"]\n");
  ok({"apply"});
  const Outcome same = migc({"diff", "head", "sqlite:///migc.db"});
  EXPECT_EQ(same.code, 0) << same.out << same.err;
  EXPECT_EQ(migc({"diff", "sqlite:///migc.db", "schema"}).code, 0);
  std::ignore = sqlite("ALTER TABLE users ADD COLUMN drifted text");
  const Outcome drifted = migc({"diff", "head", "sqlite:///migc.db"});
  EXPECT_EQ(drifted.code, 1);
  EXPECT_EQ(drifted.out, "+ add column `users.drifted`\n");
  EXPECT_EQ(migc({"diff", "head", "sqlite:///nowhere.db"}).code, 3);
}

TEST_F(RevisionTest, DiffReadsAFileOfSql) {
  write("migc.toml", "[project]\ndialects = [\"sqlite >= 3.35\"]\n");
  write("now.sql", "CREATE TABLE tags (id integer PRIMARY KEY NOT NULL, name text);");
  const Outcome outcome = migc({"diff", "base", "now.sql"});
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  EXPECT_EQ(outcome.out, "+ create table `tags`\n");
}

TEST_F(RevisionTest, DiffAnswersInJson) {
  const Outcome outcome = migc({"diff", "b00000000002", "head", "--format", "json"});
  EXPECT_EQ(outcome.code, 1);
  const nlohmann::json answer = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(answer.at("operations").at(0).at("change"), "+");
  EXPECT_EQ(answer.at("from"), "b00000000002");
}

TEST_F(RevisionTest, CheckNamesWhatIsMissing) {
  want("  display_name text;\n  age int;\n", "");
  const Outcome outcome = migc({"check"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_TRUE(contains(outcome.out, "add column `users.age`")) << outcome.out;
}

}  // namespace
}  // namespace migc::test
