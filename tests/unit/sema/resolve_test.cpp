// What the resolver adds to what is written: names, keys, the drops of what hangs on a column
// alone.
#include "compiler/sema/resolve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ops/describe.h"
#include "tests/support/compile_text.h"

namespace migc {
namespace {

using test::compile_text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Lines = std::vector<std::string>;

/// The operations of the second of two migrations, in words.
Lines operations(std::string_view before, std::string_view change, CompileOptions options = {}) {
  const auto compilation =
      compile_text({{"1.mig", "migration m1 'before';\n" + std::string(before)},
                    {"2.mig", "migration m2 'change';\nrevises m1;\n" + std::string(change)}},
                   std::move(options));
  Lines lines;
  if (compilation->history() == nullptr) {
    ADD_FAILURE() << test::rendered(*compilation);
    return lines;
  }
  for (const Operation& operation : compilation->history()->find("m2")->up)
    lines.push_back(describe(operation));
  return lines;
}

/// What is found in two migrations.
Lines findings(std::string_view before, std::string_view change, CompileOptions options = {}) {
  const auto compilation =
      compile_text({{"1.mig", "migration m1 'before';\n" + std::string(before)},
                    {"2.mig", "migration m2 'change';\nrevises m1;\n" + std::string(change)}},
                   std::move(options));
  return test::findings(compilation->diagnostics());
}

constexpr std::string_view users = R"(
create table users {
  id    bigint primary key;
  email text not null;
  age   int check (age > 0);
  index (age);
  unique users_both_key (email, age);
})";

TEST(Resolve, DropsWhatHangsOnAColumnAlone) {
  EXPECT_THAT(operations(users, R"(alter table users {
                drop constraint users_both_key;
                drop column age preserve;
              })"),
              ElementsAre("drop constraint `users.users_both_key`",
                          "drop constraint `users.users_age_check`",
                          "drop index `users_age_idx` of `users`",
                          "drop column `users.age`, keeping its data"));
}

TEST(Resolve, LeavesWhatNamesOtherColumnsTooToTheAuthor) {
  EXPECT_THAT(findings(users, "alter table users { drop column age preserve; }"),
              ElementsAre(HasSubstr("E2010")));
}

TEST(Resolve, AColumnOfThisMigrationHasNothingToKeep) {
  EXPECT_THAT(operations(users, "alter table users { add column x int; drop column x preserve; }"),
              ElementsAre("add column `users.x`", "drop column `users.x`"));
}

TEST(Resolve, AKeylessInsertFindsThePrimaryKey) {
  EXPECT_THAT(operations(users, "insert into users (email, id) { ('a', 1); }"),
              ElementsAre("insert 1 row into `users`"));
  EXPECT_THAT(findings(users, "insert into users (email) { ('a'); }"),
              ElementsAre(HasSubstr("E5001")));
}

TEST(Resolve, ConstraintsOfAnAddedColumnFollowIt) {
  EXPECT_THAT(
      operations(users, "alter table users { add column boss bigint unique references users; }"),
      ElementsAre("add column `users.boss`", "add foreign key `users.users_boss_fkey`",
                  "add unique constraint `users.users_boss_key`"));
}

TEST(Resolve, ChangedDeferralIsADropAndAnAdd) {
  EXPECT_THAT(operations("create table t { id int primary key; up int references t; }",
                         "alter table t { alter constraint t_up_fkey deferrable; }"),
              ElementsAre("drop constraint `t.t_up_fkey`", "add foreign key `t.t_up_fkey`"));
}

TEST(Resolve, ActionsFollowARename) {
  EXPECT_THAT(operations(users, "alter table users { rename to people; add column x int; }"),
              ElementsAre("rename table `users` to `people`", "add column `people.x`"));
}

TEST(Resolve, PublicIsTheDefaultSchema) {
  EXPECT_THAT(operations(users, "alter table public.users { add column x int; }"),
              ElementsAre("add column `users.x`"));
}

TEST(Resolve, UnnamedConstraintsGetTheirNameAfterNamedOnes) {
  const auto compilation = test::compile_statements(R"(create table t {
    a int unique;
    b int;
    unique t_a_key (b);
  })");
  ASSERT_NE(compilation->history(), nullptr) << test::rendered(*compilation);
  const Table& table = *compilation->history()->head.find_table({"", "t"});
  ASSERT_NE(table.find_constraint("t_a_key"), nullptr);
  EXPECT_THAT(std::get<Unique>(table.find_constraint("t_a_key")->body).columns, ElementsAre("b"));
  ASSERT_NE(table.find_constraint("t_a_key1"), nullptr);
}

TEST(Resolve, NobodyReportsConsequencesOfAnEarlierError) {
  EXPECT_THAT(findings(users, R"(
                create table posts { id int primary key; author bigint references writers; }
                alter table posts { add column title text; }
                create table likes { id int primary key; post int references posts; }
                insert into posts (id) { (1); })"),
              ElementsAre(HasSubstr("`writers` does not exist")));
}

TEST(Resolve, ReportsEveryIndependentMistake) {
  EXPECT_EQ(findings(users, R"(
              alter table users { drop column emial discard; drop index nothing; }
              create table t { id nothing primary key; }
              drop table posts discard;)")
                .size(),
            4U);
}

TEST(Resolve, AsksWhatBecomesOfDataWhenTheProjectWantsIt) {
  CompileOptions ask;
  ask.default_retention = std::nullopt;
  EXPECT_THAT(findings(users, "drop table users;", ask), ElementsAre(HasSubstr("E2026")));
  EXPECT_THAT(findings(users, "drop table users discard;", ask), IsEmpty());
}

TEST(Resolve, EveryDialectOfTheProjectIsSpokenFor) {
  CompileOptions only;
  only.dialects = {{"postgres", {13, 0, 0}}};
  const std::string_view raw = "sql for postgres $$ SELECT 1 $$ down nothing;";
  EXPECT_THAT(findings(users, raw, only), IsEmpty());
  EXPECT_THAT(findings(users, raw), ElementsAre(HasSubstr("E2025")));
}

TEST(Resolve, AllowSilencesARuleForAStatementOrAFile) {
  EXPECT_THAT(findings(users, "update users set age = 1;"), ElementsAre(HasSubstr("MG109")));
  EXPECT_THAT(findings(users, "allow MG109 'few rows' update users set age = 1;"), IsEmpty());
  EXPECT_THAT(findings(users, "allow rows_without_where 'few rows';\nupdate users set age = 1;"),
              IsEmpty());
}

}  // namespace
}  // namespace migc
