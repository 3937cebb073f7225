// Properties that hold for every project, tried on all goldens and on generated projects. How many
// of the latter is said by MIGC_LAW_RUNS; the seed of a failing one is in its message.
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <string>

#include "compiler/dialect/dialect.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/invert.h"
#include "compiler/syntax/parser.h"
#include "compiler/syntax/printer.h"
#include "runtime/driver/open.h"
#include "tests/support/climb.h"
#include "tests/support/compile_text.h"
#include "tests/support/generators.h"
#include "tests/support/golden.h"

namespace migc::test {

namespace {

std::uint64_t runs() {
  const char* given = std::getenv("MIGC_LAW_RUNS");
  return given == nullptr ? 100 : std::strtoull(given, nullptr, 10);
}

/// Every project that compiles: goldens and generated ones.
void for_each_project(const std::function<void(Compilation&, const CompileOptions&)>& check) {
  for (const GoldenCase& golden : golden_cases()) {
    SCOPED_TRACE(golden.name);
    const GoldenRun run = compile_golden(golden);
    if (!run.compilation->diagnostics().has_errors()) check(*run.compilation, run.options);
  }
  for (std::uint64_t seed = 1; seed <= runs(); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, seed % 2 == 0);
    if (!compilation->diagnostics().has_errors()) check(*compilation, {});
  }
}

std::optional<ast::File> parsed_again(const ast::File& file, const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  return parse(sources, sources.add(file.id.text + ".mig", text), diagnostics);
}

// ---- L1: parse(print(ast)) == ast --------------------------------------------------------------

TEST(Laws, PrintedTextIsReadAsTheSameTree) {
  for (const GoldenCase& golden : golden_cases()) {
    SCOPED_TRACE(golden.name);
    const GoldenRun run = compile_golden(golden);
    for (const ast::File& file : run.compilation->files()) {
      const std::string text = print(file);
      const std::optional<ast::File> again = parsed_again(file, text);
      ASSERT_TRUE(again.has_value()) << text;
      EXPECT_EQ(*again, file) << text;
      EXPECT_EQ(print(*again), text);
    }
  }
  for (std::uint64_t seed = 1; seed <= runs(); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    for (const ast::File& file : generated_project(seed, {})) {
      const std::string text = print(file);
      const std::optional<ast::File> again = parsed_again(file, text);
      ASSERT_TRUE(again.has_value()) << text;
      EXPECT_EQ(*again, file) << text;
      EXPECT_EQ(print(*again), text);
    }
  }
}

TEST(Laws, PrintedExpressionsAreReadAsTheSameTree) {
  Random random(7);
  for (std::uint64_t i = 0; i < 20 * runs(); ++i) {
    ast::CreateTable created;
    created.name = {{}, {"t", {}}};
    created.elements.emplace_back(ast::Constraint{
        .name = {},
        .body = ast::Check{.expression = generated_expression(random, 1 + static_cast<int>(i % 4)),
                           .no_inherit = false,
                           .not_valid = false},
        .comment = {},
        .origin = {}});
    ast::File file;
    file.id = {"m1", {}};
    file.title = {"one expression", {}};
    file.statements.push_back({.allows = {}, .body = std::move(created), .origin = {}});
    const std::string text = print(file);
    const std::optional<ast::File> again = parsed_again(file, text);
    ASSERT_TRUE(again.has_value()) << text;
    ASSERT_EQ(*again, file) << text << "read as\n" << print(*again);
  }
}

// ---- L2: evolve(op); evolve(invert(op)) gives the schema before --------------------------------

TEST(Laws, InversesLeadBack) {
  for_each_project([](Compilation& compilation, const CompileOptions&) {
    Schema schema;
    Diagnostics diagnostics;
    for (const Revision& revision : compilation.history()->revisions) {
      for (const Operation& operation : revision.up) {
        const Schema before = schema;
        ASSERT_TRUE(evolve(schema, operation, diagnostics)) << describe(operation);
        const Inverse inverse = invert(operation, before);
        if (inverse.verdict == Verdict::irreversible) continue;
        Schema back = schema;
        for (const Operation& step : inverse.operations)
          ASSERT_TRUE(evolve(back, step, diagnostics)) << describe(step);
        EXPECT_EQ(back, before) << revision.id << ": " << describe(operation) << "\n"
                                << difference(before, back);
      }
    }
  });
}

// ---- L3: compiling twice gives the same bytes --------------------------------------------------

TEST(Laws, CompilingTwiceGivesTheSameBytes) {
  for (const GoldenCase& golden : golden_cases()) {
    SCOPED_TRACE(golden.name);
    GoldenRun first = compile_golden(golden);
    GoldenRun second = compile_golden(golden);
    EXPECT_EQ(expected_sidecars(first), expected_sidecars(second));
  }
  const auto scripts = [](std::uint64_t seed) {
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, false);
    std::string text;
    if (compilation->diagnostics().has_errors()) return text;
    for (const Dialect* dialect : dialects()) {
      for (const Direction direction : {Direction::up, Direction::down}) {
        const EmitOptions options = compilation->emit_options(dialect->name());
        const Plan plan = full_plan(*compilation->history(), direction);
        text += to_json(compilation->emit(plan, *dialect, options).script);
      }
    }
    return text;
  };
  for (std::uint64_t seed = 1; seed <= runs(); ++seed) {
    EXPECT_EQ(scripts(seed), scripts(seed)) << "seed " << seed;
  }
}

/// A script that was written down and read again is the same script.
TEST(Laws, ScriptsSurviveTheirJson) {
  for_each_project([](Compilation& compilation, const CompileOptions& options) {
    for (const TargetDialect& target : options.dialects) {
      const Script script =
          compilation
              .emit(full_plan(*compilation.history(), Direction::up), *find_dialect(target.name),
                    compilation.emit_options(target.name))
              .script;
      const std::string text = to_json(script);
      const Result<Script> again = script_from_json(text);
      ASSERT_TRUE(again.has_value()) << again.error().message;
      EXPECT_EQ(to_json(*again), text);
    }
  });
}

// ---- L6: at head, the plan to head is empty ----------------------------------------------------

TEST(Laws, ThereIsNothingToDoAtTheHead) {
  for_each_project([](Compilation& compilation, const CompileOptions&) {
    const Graph& graph = compilation.history()->graph;
    const std::set<std::string> all(graph.order().begin(), graph.order().end());
    const Result<Route> route = graph.route_up("heads", all);
    ASSERT_TRUE(route.has_value()) << route.error().message;
    EXPECT_TRUE(route->revisions.empty());
    EXPECT_EQ(make_plan(*compilation.history(), all, *route).start, compilation.history()->head);
  });
}

// ---- L4 and L5 on SQLite: what the database holds is what the model says -----------------------

std::unique_ptr<runtime::Driver> open_memory() {
  runtime::ConnectionTarget target;
  target.engine = "sqlite";
  Result<std::unique_ptr<runtime::Driver>> driver = runtime::open_driver(target, {.create = true});
  EXPECT_TRUE(driver.has_value()) << (driver ? "" : driver.error().message);
  return driver ? std::move(*driver) : nullptr;
}

TEST(Laws, SqliteComesBackWithItsRows) {
  for (std::uint64_t seed = 1; seed <= runs(); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, true);
    if (compilation->diagnostics().has_errors()) continue;
    const std::unique_ptr<runtime::Driver> driver = open_memory();
    ASSERT_NE(driver, nullptr);
    climb_there_and_back(*compilation, *driver, seed);
  }
}

}  // namespace

}  // namespace migc::test
