// What holds for any two schemas. How many pairs are tried is said by MIGC_LAW_RUNS.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/diff/diff.h"
#include "compiler/diff/equal.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/invert.h"
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

void expect_way(const Schema& from, const Schema& to, const RenameMarks& marks = {}) {
  const Diff way = diff(from, to, {.renames = marks});
  EXPECT_TRUE(way.impossible.empty()) << listing(way);
  const Schema reached = walked(from, way);
  // A text that follows a rename means what is wanted, and may have other quotes.
  if (marks.empty()) {
    EXPECT_EQ(difference(in_any_column_order(reached), in_any_column_order(to)), "")
        << listing(way);
  }
  EXPECT_EQ(listing(diff(reached, to, {})), "") << listing(way);
  EXPECT_EQ(listing(diff(from, to, {.renames = marks})), listing(way));
}

/// Carries the way out and takes it back, operation by operation.
void expect_way_back(const Schema& from, const Diff& way) {
  Schema schema = from;
  Diagnostics problems;
  std::vector<Inverse> back;
  for (const Operation& operation : way.operations) {
    back.push_back(invert(operation, schema));
    evolve(schema, operation, problems);
  }
  for (auto inverse = back.rbegin(); inverse != back.rend(); ++inverse) {
    for (const Operation& operation : inverse->operations) evolve(schema, operation, problems);
  }
  EXPECT_TRUE(problems.sorted().empty()) << problems.sorted().front()->message;
  EXPECT_EQ(difference(in_any_column_order(schema), in_any_column_order(from)), "") << listing(way);
}

/// Names of `now` that are said to have been others of `before`, each once.
std::vector<std::pair<std::string, std::string>> shuffled(const std::vector<std::string>& before,
                                                          const std::vector<std::string>& now,
                                                          Random& random) {
  std::vector<std::string> former = before;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& name : now) {
    if (former.empty() || !random.chance(60)) continue;
    const std::size_t at = random.below(former.size());
    if (former[at] != name) pairs.emplace_back(name, former[at]);
    former.erase(former.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return pairs;
}

template <typename Items>
std::vector<std::string> names_of(const Items& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

/// Tables and columns that are said to have been others: chains, rings, and names of what goes. An
/// heir keeps its parent.
RenameMarks random_marks(const Schema& from, const Schema& to, Random& random) {
  const auto tables = [&](const Schema& schema) {
    std::vector<std::string> names;
    for (const char* name : {"users", "orders", "items"}) {
      const ObjectName table{"", name};
      const bool is_parent = !from.children_of(table).empty() || !to.children_of(table).empty();
      if (schema.find_table(table) != nullptr && !is_parent) names.emplace_back(name);
    }
    return names;
  };
  RenameMarks marks;
  for (const auto& [name, was] : shuffled(tables(from), tables(to), random))
    marks.push_back({.object = {ObjectKind::table, {"", name}}, .was = {"", was}});
  const RenameMarks of_tables = marks;
  for (const std::string& name : tables(to)) {
    const ObjectKey key{ObjectKind::table, {"", name}};
    const auto mark = std::ranges::find(of_tables, key, &RenameMark::object);
    const Table* before = from.find_table(mark == of_tables.end() ? key.name : mark->was);
    if (before == nullptr || random.chance(50)) continue;
    for (const auto& [column, was] :
         shuffled(names_of(before->columns), names_of(to.find_table(key.name)->columns), random))
      marks.push_back({.object = key, .member = column, .member_was = was});
  }
  return marks;
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

TEST(DiffLaws, WhateverIsSaidToHaveHadAnotherNameTheWayLeadsThere) {
  const LawSeeds seeds = law_seeds(30);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    for (const char* dialect : {"postgres", "sqlite"}) {
      SCOPED_TRACE(fmt::format("seeds {} and {} for {}", seed, seed + 1000000, dialect));
      const Schema from = generated_schema(seed, dialect);
      const Schema to = generated_schema(seed + 1000000, dialect);
      Random random(seed);
      const RenameMarks marks = random_marks(from, to, random);
      expect_way(from, to, marks);
      expect_way_back(from, diff(from, to, {.renames = marks}));
      if (HasFailure()) return;
    }
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
