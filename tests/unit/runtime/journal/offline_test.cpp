#include "runtime/journal/offline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migc::runtime {
namespace {

using ::testing::HasSubstr;

Unit unit(std::string revision, const std::vector<bool>& batches) {
  Unit result;
  result.revision = std::move(revision);
  result.parents = {"parent"};
  for (const bool transactional : batches) {
    Statement statement;
    statement.sql = "SELECT 1";
    result.batches.push_back(
        Batch{.transactional = transactional, .settings = {}, .statements = {statement}});
  }
  return result;
}

Script with(std::string dialect, std::vector<Unit> units) {
  return with_journal(Script{.dialect = std::move(dialect), .units = std::move(units)}, {}, Place{},
                      Identity{});
}

TEST(Offline, TablesGuardEffectAndRecord) {
  const Script script = with("postgres", {unit("a", {true}), unit("b", {true})});
  ASSERT_EQ(script.units[0].batches.size(), 2U);
  EXPECT_THAT(script.units[0].batches[0].statements[0].sql, HasSubstr("CREATE SCHEMA"));
  const std::vector<Statement>& work = script.units[0].batches[1].statements;
  ASSERT_EQ(work.size(), 3U);
  EXPECT_EQ(work[0].kind, StatementKind::guard);
  EXPECT_THAT(work[0].sql, HasSubstr("revision = 'parent' AND state = 'applied'"));
  EXPECT_EQ(work[1].sql, "SELECT 1");
  EXPECT_THAT(work[2].sql, HasSubstr("INSERT INTO migc.ledger"));
  ASSERT_EQ(script.units[1].batches.size(), 1U);
  EXPECT_EQ(script.units[1].batches[0].statements.size(), 3U);
}

TEST(Offline, BatchesOutsideTransactionsAreLeftAlone) {
  const Script script = with("sqlite", {unit("a", {false})});
  const std::vector<Batch>& batches = script.units[0].batches;
  ASSERT_EQ(batches.size(), 4U);  // tables, guard, the batch itself, record
  EXPECT_TRUE(batches[1].transactional);
  EXPECT_FALSE(batches[2].transactional);
  EXPECT_EQ(batches[2].statements.size(), 1U);
  EXPECT_EQ(batches[3].statements.size(), 2U);
}

TEST(Offline, AnEmptyUnitIsRecorded) {
  Unit empty = unit("a", {});
  empty.direction = Direction::down;
  const Script script = with("sqlite", {empty});
  ASSERT_EQ(script.units[0].batches.size(), 2U);
  const std::vector<Statement>& statements = script.units[0].batches[1].statements;
  ASSERT_EQ(statements.size(), 3U);
  EXPECT_THAT(statements[0].sql, HasSubstr("WHERE NOT EXISTS"));
  EXPECT_THAT(statements[2].sql, HasSubstr("DELETE FROM migc_revision"));
}

}  // namespace
}  // namespace migc::runtime
