// What holds for any two schemas. How many pairs are tried is said by MIGC_LAW_RUNS.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/diff/diff.h"
#include "compiler/diff/equal.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "tests/support/compile_text.h"
#include "tests/support/generated_schema.h"
#include "tests/support/generators.h"

namespace migc::test {
namespace {

std::string listing(const Diff& way) {
  std::string text;
  for (const Operation& operation : way.operations) text += describe(operation) + "\n";
  for (const std::string& line : way.impossible) text += "impossible: " + line + "\n";
  return text;
}

/// Neither the order of columns nor that of the columns of statistics makes a difference.
Schema in_any_column_order(const Schema& schema) {
  Schema result;
  for (const auto& [key, object] : schema.objects()) {
    Object copy = object;
    if (auto* table = std::get_if<Table>(&copy))
      std::ranges::sort(table->columns, {}, &Column::name);
    if (auto* statistics = std::get_if<Statistics>(&copy))
      std::ranges::sort(statistics->expressions, {}, &Expression::text);
    result.put(std::move(copy));
  }
  return result;
}

/// Carries the way out from its start; every refusal is a failure.
Schema walked(Schema schema, const Diff& way) {
  for (const Operation& operation : way.operations) {
    Diagnostics problems;
    EXPECT_TRUE(evolve(schema, operation, problems)) << describe(operation);
    EXPECT_TRUE(problems.sorted().empty())
        << describe(operation) << ": " << problems.sorted().front()->message;
  }
  return schema;
}

void expect_way(const Schema& from, const Schema& to) {
  const Diff way = diff(from, to, {});
  EXPECT_TRUE(way.impossible.empty()) << listing(way);
  const Schema reached = walked(from, way);
  EXPECT_EQ(difference(in_any_column_order(reached), in_any_column_order(to)), "") << listing(way);
  EXPECT_EQ(listing(diff(reached, to, {})), "");
  EXPECT_EQ(listing(diff(from, to, {})), listing(way));
}

TEST(DiffLaws, TheWayFromOneSchemaToAnotherLeadsThere) {
  const LawSeeds seeds = law_seeds(60);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seeds {} and {}", seed, seed + 1000000));
    expect_way(generated_schema(seed), generated_schema(seed + 1000000));
    if (HasFailure()) return;
  }
}

TEST(DiffLaws, TheWayFromOneSchemaToAnotherLeadsThereOnSqlite) {
  const LawSeeds seeds = law_seeds(60);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seeds {} and {}", seed, seed + 1000000));
    expect_way(generated_schema(seed, "sqlite"), generated_schema(seed + 1000000, "sqlite"));
    if (HasFailure()) return;
  }
}

TEST(DiffLaws, ASchemaIsCreatedFromNothingAndTakenDownAgain) {
  const LawSeeds seeds = law_seeds(60);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const Schema schema = generated_schema(seed);
    expect_way({}, schema);
    expect_way(schema, {});
    EXPECT_EQ(listing(diff(schema, schema, {})), "");
    if (HasFailure()) return;
  }
}

TEST(DiffLaws, GeneratedProjectsAreReachedInOneStep) {
  const LawSeeds seeds = law_seeds(20);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const std::unique_ptr<Compilation> project = compile_generated(seed, seed % 2 == 0);
    ASSERT_NE(project->history(), nullptr);
    Schema start;
    Diagnostics ignored;
    for (const Operation& operation : project->history()->revisions.front().up)
      evolve(start, operation, ignored);
    expect_way(start, project->history()->head);
    expect_way(project->history()->head, start);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace migc::test
