#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/dialect/sqlite/split.h"

namespace migc::sqlite {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> texts(std::string_view sql) {
  std::vector<std::string> result;
  for (const RawStatement& statement : split_raw(sql).statements) result.push_back(statement.text);
  return result;
}

std::string problem(std::string_view sql) {
  const RawText text = split_raw(sql);
  return text.problems.empty() ? "" : text.problems[0].message;
}

TEST(SplitRaw, SplitsAtSemicolons) {
  EXPECT_THAT(texts("select 1; select 2"), ElementsAre("select 1", "select 2"));
  EXPECT_THAT(texts(" ;; select 1 ;\n;"), ElementsAre("select 1"));
  EXPECT_THAT(texts(""), IsEmpty());
  EXPECT_THAT(texts("-- nothing\n/* at all */"), IsEmpty());
}

TEST(SplitRaw, LeavesQuotedTextAlone) {
  EXPECT_THAT(texts("select 'a;''b'; select \"c;\"\"d\", [e;f], `g;h`"),
              ElementsAre("select 'a;''b'", "select \"c;\"\"d\", [e;f], `g;h`"));
}

TEST(SplitRaw, KeepsCommentsInsideAndDropsThoseBefore) {
  EXPECT_THAT(texts("-- one; two\nselect /* ; */ 1 -- ; end\n+ 2; -- last"),
              ElementsAre("select /* ; */ 1 -- ; end\n+ 2"));
}

TEST(SplitRaw, KeepsTriggersTogether) {
  const std::string trigger =
      "CREATE TEMP TRIGGER t AFTER INSERT ON a WHEN CASE WHEN 1 THEN 1 END BEGIN\n"
      "  UPDATE a SET b = CASE c WHEN 1 THEN CASE WHEN 2 THEN 3 END ELSE 4 END;\n"
      "  DELETE FROM x;\nEND";
  EXPECT_THAT(texts(trigger + "; select 1;"), ElementsAre(trigger, "select 1"));
  EXPECT_EQ(problem(trigger), "");
}

TEST(SplitRaw, ATableNamedTriggerIsNoTrigger) {
  EXPECT_THAT(texts("create table x (trigger int); begin_of(1)"),
              ElementsAre("create table x (trigger int)", "begin_of(1)"));
}

TEST(SplitRaw, FindsWhatHasNoEnd) {
  EXPECT_EQ(problem("select 'abc"), "the string has no end");
  EXPECT_EQ(problem("select \"abc"), "the quoted name has no end");
  EXPECT_EQ(problem("select 1 /* abc"), "the comment has no end");
  EXPECT_EQ(problem("create trigger t after insert on a begin select 1;"),
            "the body of a trigger has no `end`");
}

TEST(SplitRaw, RefusesTransactionControl) {
  for (const char* sql : {"begin", "BEGIN IMMEDIATE", "commit", "End", "rollback", "savepoint a",
                          "release a", "select 1; commit; select 2"}) {
    EXPECT_NE(problem(sql), "") << sql;
  }
}

TEST(SplitRaw, RefusesWhatReachesBeyondAMigration) {
  for (const char* sql : {"attach 'x' as y", "detach y", "pragma foreign_keys = off",
                          "PRAGMA legacy_alter_table(1)", "pragma writable_schema=on"}) {
    EXPECT_NE(problem(sql), "") << sql;
  }
  EXPECT_EQ(problem("pragma foreign_keys"), "");
  EXPECT_EQ(problem("pragma user_version = 7"), "");
}

TEST(SplitRaw, KnowsWhatRunsOutsideATransaction) {
  EXPECT_TRUE(split_raw("vacuum").statements[0].outside);
  EXPECT_TRUE(split_raw("pragma journal_mode = wal").statements[0].outside);
  EXPECT_FALSE(split_raw("analyze").statements[0].outside);
}

}  // namespace
}  // namespace migc::sqlite
