// What the goldens show as text is looked at here as operations: which inverse, which verdict.
#include "compiler/ops/invert.h"

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

constexpr std::string_view before = R"(
create enum mood { sad, ok, happy }

create table users {
  id    bigint primary key;
  email text not null;
  age   int;
  mood  mood;
}

create table logs {
  line text not null;
}
)";

/// The second of two migrations; null when one of them has an error.
class Change {
 public:
  explicit Change(std::string_view statements)
      : compilation_(compile_text(
            {{"1.mig", "migration m1 'before';\n" + std::string(before)},
             {"2.mig", "migration m2 'change';\nrevises m1;\n" + std::string(statements)}})) {
    if (compilation_->history() == nullptr) {
      ADD_FAILURE() << test::rendered(*compilation_);
    }
  }

  [[nodiscard]] std::vector<std::string> up() const {
    return compilation_->history() == nullptr ? Lines() : words(revision().up);
  }
  [[nodiscard]] std::vector<std::string> down() const {
    return compilation_->history() == nullptr ? Lines() : words(revision().down);
  }
  [[nodiscard]] Verdict verdict() const {
    return compilation_->history() == nullptr ? Verdict::exact : revision().verdict;
  }
  [[nodiscard]] std::string reason() const {
    return compilation_->history() == nullptr ? "" : revision().reason;
  }

 private:
  using Lines = std::vector<std::string>;

  static Lines words(const std::vector<Operation>& operations) {
    Lines lines;
    for (const Operation& operation : operations) lines.push_back(describe(operation));
    return lines;
  }
  [[nodiscard]] const Revision& revision() const { return *compilation_->history()->find("m2"); }

  std::unique_ptr<Compilation> compilation_;
};

TEST(Invert, TakesOperationsBackInReverse) {
  const Change change("alter table users { add column nick text; add index nicks (nick); }");
  EXPECT_THAT(change.down(),
              ElementsAre("drop index `nicks` of `users`", "drop column `users.nick`"));
  EXPECT_EQ(change.verdict(), Verdict::exact);
}

TEST(Invert, BringsBackWhatHungOnADroppedColumn) {
  const Change change(R"(
    alter table users { add check young (age < 20); add index ages (age); }
    alter table users { drop column age preserve; })");
  EXPECT_EQ(change.down().front(), "add column `users.age` with its kept values");
  EXPECT_EQ(change.verdict(), Verdict::preserved);
}

TEST(Invert, SaysWhatADiscardedColumnLoses) {
  const Change change("alter table users { drop column age discard; }");
  EXPECT_EQ(change.verdict(), Verdict::structure_only);
  EXPECT_THAT(change.reason(), HasSubstr("`users.age` are discarded"));
}

TEST(Invert, KeepsRowsOfADroppedTable) {
  EXPECT_THAT(Change("drop table users preserve;").down(),
              ElementsAre("create table `users` with its kept rows"));
  EXPECT_EQ(Change("drop table users preserve;").verdict(), Verdict::preserved);
  EXPECT_EQ(Change("drop table users discard;").verdict(), Verdict::structure_only);
}

TEST(Invert, WideningIsExactAndNarrowingIsNot) {
  EXPECT_EQ(Change("alter table users { alter column age type bigint; }").verdict(),
            Verdict::exact);
  EXPECT_EQ(Change("alter table users { alter column age type smallint; }").verdict(),
            Verdict::structure_only);
}

TEST(Invert, FilledNullsAreNotKnownAnyMore) {
  EXPECT_EQ(Change("alter table users { alter column age set not null; }").verdict(),
            Verdict::exact);
  EXPECT_EQ(Change("alter table users { alter column age set not null fill 0; }").verdict(),
            Verdict::structure_only);
}

/// A column that the migration itself added holds nothing that could be lost.
TEST(Invert, ChangesOfANewColumnLoseNothing) {
  const Change change(R"(
    alter table users { add column nick text; }
    backfill users set nick = lower(email) where nick is null;
    alter table users { alter column nick set not null fill ''; })");
  EXPECT_EQ(change.verdict(), Verdict::exact) << change.reason();
}

TEST(Invert, RowsOfANewTableNeedNoInverse) {
  const Change change("create table tags { name text; }\n insert into tags (name) { ('a'); }");
  EXPECT_EQ(change.verdict(), Verdict::exact) << change.reason();
  EXPECT_THAT(change.down(), ElementsAre("drop table `tags`"));
}

/// Nothing would ever take them out of the stash again, and the next way up would find it there.
TEST(Invert, DeletedRowsOfANewTableAreNotKept) {
  const Change change(R"(
    create table tags { id int primary key; }
    delete from tags where id = 1 preserve;)");
  EXPECT_THAT(change.up(), ElementsAre("create table `tags`", "delete rows from `tags`"));
  EXPECT_THAT(change.down(), ElementsAre("drop table `tags`"));
}

TEST(Invert, InsertedRowsGoByTheirKey) {
  const Change change("insert into users (id, email) { (1, 'a'); (2, 'b'); }");
  EXPECT_THAT(change.down(), ElementsAre("delete 2 inserted rows from `users` again"));
  EXPECT_EQ(change.verdict(), Verdict::exact);
}

TEST(Invert, UpdatesAreRestoredWhenAsked) {
  EXPECT_EQ(Change("update users set age = 1 where age = 0 restore;").verdict(),
            Verdict::preserved);
  const Change kept("update users set age = 1 where age = 0;");
  EXPECT_EQ(kept.verdict(), Verdict::structure_only);
  EXPECT_THAT(kept.down(), IsEmpty());
}

TEST(Invert, EnumValuesComeBackToTheirPlace) {
  EXPECT_THAT(Change("alter enum mood { drop value ok; }").down(),
              ElementsAre("add value `ok` to enum `mood`"));
  EXPECT_EQ(Change("alter enum mood { drop value sad; }").verdict(), Verdict::exact);
  EXPECT_EQ(Change("alter enum mood { drop value sad map to ok; }").verdict(),
            Verdict::structure_only);
}

TEST(Invert, EnumValuesComeBackToTheirOrder) {
  const Change change("alter enum mood { reorder values (happy, sad, ok); }");
  EXPECT_THAT(change.down(), ElementsAre("reorder the values of enum `mood`"));
  EXPECT_EQ(change.verdict(), Verdict::exact);
}

TEST(Invert, AKeyLeavesNothingRequiredBehind) {
  const Change change("alter table logs { add column n int; add primary key (n); }");
  EXPECT_THAT(change.down(), ElementsAre("drop constraint `logs.logs_pkey`", "let `logs.n` be null",
                                         "drop column `logs.n`"));
}

TEST(Invert, ValidatingIsTakenBackByAnUncheckedConstraint) {
  const Change change(R"(
    alter table users { add check young (age < 20) not valid; }
    alter table users { validate constraint young; })");
  EXPECT_EQ(change.verdict(), Verdict::exact);
  EXPECT_EQ(change.down().size(), 3U);
}

TEST(Invert, TheWorstStatementDecides) {
  const Change change(R"(
    alter table users { drop column age preserve; }
    update users set email = lower(email) all rows;
    alter table users { add column nick text; })");
  EXPECT_EQ(change.verdict(), Verdict::structure_only);
  EXPECT_THAT(change.reason(), HasSubstr("overwritten values"));
}

TEST(Invert, SqlThatHasNoWayBackNeedsAWord) {
  const auto compilation = compile_text(
      {{"1.mig", "migration m1 'x';\nsql for postgres $$ SELECT 1 $$ for sqlite nothing;\n"}});
  EXPECT_THAT(test::findings(compilation->diagnostics()),
              ElementsAre(HasSubstr("E5001 this cannot be taken back")));
}

}  // namespace
}  // namespace migc
