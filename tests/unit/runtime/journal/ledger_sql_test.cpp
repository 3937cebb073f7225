#include "runtime/journal/ledger_sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Unit unit() {
  Unit result;
  result.revision = "it's";
  result.parents = {"a", "b"};
  result.title = "title";
  result.verdict = "exact";
  Statement statement;
  statement.sql = "SELECT 1";
  statement.origin = Span{FileId{4}, 1, 2};
  result.batches = {Batch{.transactional = true, .settings = {}, .statements = {statement}}};
  return result;
}

TEST(LedgerSql, ListsOfIds) {
  EXPECT_EQ(join_ids({"a", "b"}), "a,b");
  EXPECT_THAT(split_ids("a,b"), ElementsAre("a", "b"));
  EXPECT_THAT(split_ids("a"), ElementsAre("a"));
  EXPECT_THAT(split_ids(""), IsEmpty());
}

TEST(LedgerSql, PlacesAreQuotedWhereTheyMustBe) {
  const Identity identity;
  EXPECT_EQ(LedgerSql(false, Place{}, identity).ledger(), "migc.ledger");
  EXPECT_EQ(LedgerSql(true, Place{}, identity).ledger(), "migc_ledger");
  EXPECT_EQ(LedgerSql(false, Place{.schema = "a\"B", .prefix = {}}, identity).meta(),
            "\"a\"\"B\".meta");
  EXPECT_EQ(LedgerSql(true, Place{.schema = {}, .prefix = "x "}, identity).revision(),
            "\"x revision\"");
}

TEST(LedgerSql, OneStatementARecordOnPostgres) {
  const Identity identity{.who = "me", .host = "here", .tool = "t"};
  const Unit what = unit();
  const LedgerRow row{.unit = what};
  const std::vector<Command> commands = LedgerSql(false, Place{}, identity).record(row);
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_THAT(commands[0].sql, Not(HasSubstr("it's")));
  EXPECT_THAT(commands[0].values, ::testing::Contains(Value("it's")));
  EXPECT_EQ(LedgerSql(true, Place{}, identity).record(row).size(), 2U);
}

TEST(LedgerSql, LiteralsInScripts) {
  const Identity identity{.who = "o'brien", .host = "here", .tool = "t"};
  const Unit what = unit();
  const std::vector<Command> commands =
      LedgerSql(true, Place{}, identity, true).record(LedgerRow{.unit = what});
  for (const Command& command : commands) {
    EXPECT_THAT(command.values, IsEmpty());
    EXPECT_THAT(command.sql, HasSubstr("'it''s'"));
    EXPECT_THAT(command.sql, HasSubstr("'o''brien'"));
  }
}

TEST(LedgerSql, StoredUnitsHaveNoPlacesInFiles) {
  EXPECT_FALSE(without_origins(unit()).batches[0].statements[0].origin.known());
  const Identity identity;
  const Unit what = unit();
  for (const Command& command :
       LedgerSql(true, Place{}, identity, true).record(LedgerRow{.unit = what})) {
    EXPECT_THAT(command.sql, Not(HasSubstr("origin")));
  }
}

TEST(LedgerSql, TablesAreMadeFromNothing) {
  const Identity identity;
  EXPECT_THAT(LedgerSql(false, Place{}, identity).upgrade(0).front(),
              "CREATE SCHEMA IF NOT EXISTS migc");
  const std::vector<std::string> sqlite = LedgerSql(true, Place{}, identity).upgrade(0);
  ASSERT_EQ(sqlite.size(), 6U);
  EXPECT_THAT(sqlite[0], testing::HasSubstr("migc_first (id INTEGER PRIMARY KEY AUTOINCREMENT)"));
  EXPECT_EQ(sqlite[1], "DROP TABLE migc_first");
}

}  // namespace
}  // namespace migc::runtime
