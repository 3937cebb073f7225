#include "compiler/dialect/emit.h"

#include <gtest/gtest.h>

#include "tests/unit/dialect/postgres_model.h"

namespace migc {
namespace {

using namespace test;

Statement statement(std::string sql, TxMode tx = TxMode::inside) {
  Statement result;
  result.sql = std::move(sql);
  result.tx = tx;
  return result;
}

TEST(StatementSink, GroupsByTransactionAndBoundary) {
  StatementSink sink;
  sink.begin(op(DropTable{.name = name("t"), .retention = Retention::discard, .stash = {}}));
  sink.add(statement("a"));
  sink.add(statement("b"));
  sink.add(statement("c", TxMode::outside));
  sink.add(statement("d", TxMode::outside));
  sink.add(statement("e"));
  sink.boundary();
  sink.add(statement("f"));
  const std::vector<Batch> batches = sink.take();
  ASSERT_EQ(batches.size(), 4U);
  EXPECT_TRUE(batches[0].transactional);
  EXPECT_EQ(batches[0].statements.size(), 2U);
  EXPECT_FALSE(batches[1].transactional);
  EXPECT_EQ(batches[1].statements.size(), 2U);
  EXPECT_EQ(batches[2].statements.size(), 1U);
  EXPECT_EQ(batches[3].statements[0].sql, "f");
  EXPECT_NE(batches[0].statements[0].summary.find("`t`"), std::string::npos);
  EXPECT_TRUE(sink.take().empty());
}

TEST(StatementSink, OtherSettingsOpenAnotherBatch) {
  StatementSink sink;
  sink.require({{"foreign_keys", "off"}});
  sink.add(statement("a"));
  sink.require({{"foreign_keys", "off"}});
  sink.add(statement("b"));
  sink.require({});
  sink.add(statement("c"));
  const std::vector<Batch> batches = sink.take();
  ASSERT_EQ(batches.size(), 2U);
  EXPECT_EQ(batches[0].settings, (std::vector<Setting>{{"foreign_keys", "off"}}));
  EXPECT_EQ(batches[0].statements.size(), 2U);
  EXPECT_TRUE(batches[1].settings.empty());
}

TEST(StatementSink, KnowsWhetherRowsHaveChanged) {
  StatementSink sink;
  Statement update = statement("u");
  update.hazards = {Hazard::changes_rows};
  EXPECT_FALSE(sink.has_changed_rows());
  sink.add(update);
  EXPECT_TRUE(sink.has_changed_rows());
  sink.boundary();
  EXPECT_FALSE(sink.has_changed_rows());
}

TEST(Emit, AdjacentOperationsOnOneTableAreAStep) {
  const std::vector<Operation> operations = {
      create(table("a", {column("x", type(TypeKind::integer))})),
      add("a", column("y", type(TypeKind::text))),
      op(DropNotNull{name("a"), "x"}),
      add("b", column("y", type(TypeKind::text))),
      op(DeleteRows{.table = name("b"), .where = {}, .retention = Retention::discard, .stash = {}}),
      op(DropColumn{.table = name("b"),
                    .column = "y",
                    .retention = Retention::discard,
                    .stash = {},
                    .down_fill = {}}),
  };
  std::vector<std::size_t> sizes;
  for (const auto step : steps_of(operations)) sizes.push_back(step.size());
  EXPECT_EQ(sizes, (std::vector<std::size_t>{1, 2, 1, 1, 1}));
  EXPECT_TRUE(steps_of({}).empty());
}

TEST(Emit, AUnitCarriesTheRevision) {
  Revision revision;
  revision.id = "abc123";
  revision.parents = {"0"};
  revision.title = "users";
  revision.verdict = Verdict::structure_only;
  revision.reason = "rows are discarded";
  revision.up = {create(table("t", {column("x", type(TypeKind::integer))}))};
  revision.down = {op(DropTable{.name = name("t"), .retention = Retention::discard, .stash = {}})};
  Schema schema;
  Diagnostics diagnostics;
  const Dialect& postgres = *find_dialect("postgres");
  const Unit up = emit(revision, Direction::up, postgres, {}, schema, diagnostics);
  EXPECT_EQ(up.verdict, "structure only: rows are discarded");
  ASSERT_EQ(up.batches.size(), 1U);
  EXPECT_EQ(up.batches[0].statements[0].sql, "CREATE TABLE t (\n  x integer\n)");
  EXPECT_NE(schema.find_table(name("t")), nullptr) << "the schema is the one after";
  const Unit down = emit(revision, Direction::down, postgres, {}, schema, diagnostics);
  EXPECT_EQ(down.direction, Direction::down);
  EXPECT_EQ(down.batches[0].statements[0].sql, "DROP TABLE t");
  EXPECT_TRUE(schema.empty());
  EXPECT_FALSE(diagnostics.has_errors());
}

TEST(Dialects, AreFoundByNameAndAlias) {
  ASSERT_EQ(dialects().size(), 2U);
  EXPECT_EQ(find_dialect("pg"), dialects()[0]);
  EXPECT_EQ(find_dialect("postgresql"), find_dialect("postgres"));
  EXPECT_EQ(find_dialect("sqlite3"), find_dialect("sqlite"));
  EXPECT_EQ(find_dialect("oracle"), nullptr);
}

}  // namespace
}  // namespace migc
