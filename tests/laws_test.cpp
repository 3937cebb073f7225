// Properties that hold for every project, tried on all goldens and on generated projects. How many
// of the latter is said by MIGC_LAW_RUNS; the seed of a failing one is in its message.
#include <algorithm>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "compiler/dialect/dialect.h"
#include "compiler/diff/diff.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/invert.h"
#include "compiler/sema/resolve.h"
#include "compiler/sema/statements.h"
#include "compiler/syntax/parser.h"
#include "compiler/syntax/printer.h"
#include "runtime/driver/open.h"
#include "runtime/inspect/inspect.h"
#include "runtime/scratch/scratch.h"
#include "tests/support/climb.h"
#include "tests/support/compile_text.h"
#include "tests/support/generated_schema.h"
#include "tests/support/generators.h"
#include "tests/support/golden.h"
#include "tests/support/pair.h"
#include "tests/support/sqlite_target.h"

namespace migc::test {

namespace {

/// A third for both dialects, and one for each of them; every second one loses rows.
ProjectOptions project_of(std::uint64_t seed) {
  ProjectOptions options;
  options.lossless = seed % 2 == 0;
  if (seed % 3 == 1) options.dialect = "postgres";
  if (seed % 3 == 2) options.dialect = "sqlite";
  return options;
}

/// Every project that compiles: goldens and generated ones.
void for_each_project(const std::function<void(Compilation&, const CompileOptions&)>& check) {
  for (const GoldenCase& golden : golden_cases()) {
    SCOPED_TRACE(golden.name);
    const GoldenRun run = compile_golden(golden);
    if (!run.compilation->diagnostics().has_errors()) check(*run.compilation, run.options);
  }
  const LawSeeds seeds = law_seeds(100);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const ProjectOptions project = project_of(seed);
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, project);
    CompileOptions options;
    if (!project.dialect.empty())
      std::erase_if(options.dialects,
                    [&](const TargetDialect& target) { return target.name != project.dialect; });
    if (!compilation->diagnostics().has_errors()) check(*compilation, options);
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
  const LawSeeds seeds = law_seeds(100);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    for (const ast::File& file : generated_project(seed, project_of(seed))) {
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
  const LawSeeds seeds = law_seeds(100);
  for (std::uint64_t i = 0; i < 20 * (seeds.end - seeds.first); ++i) {
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
    const ProjectOptions project = project_of(seed);
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, project);
    std::string text;
    if (compilation->diagnostics().has_errors()) return text;
    for (const Dialect* dialect : dialects()) {
      if (!project.dialect.empty() && dialect->name() != project.dialect) continue;
      for (const Direction direction : {Direction::up, Direction::down}) {
        const EmitOptions options = compilation->emit_options(dialect->name());
        const Plan plan = full_plan(*compilation->history(), direction);
        text += to_json(compilation->emit(plan, *dialect, options).script);
      }
    }
    return text;
  };
  const LawSeeds seeds = law_seeds(100);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
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

// ---- L7: operations written as statements are the same operations ------------------------------

bool read_text(std::string_view name, const Object& object, const Schema& schema,
               DefinitionText& text, Diagnostics& diagnostics) {
  return find_dialect(name)->read_text(object, schema, text, diagnostics);
}

/// What becomes of data, one line each: a schema does not tell.
std::vector<std::string> data_operations(const std::vector<Operation>& operations) {
  std::vector<std::string> lines;
  for (const Operation& operation : operations) {
    const OperationBody& body = operation.body;
    const bool data =
        std::holds_alternative<DropTable>(body) || std::holds_alternative<DropColumn>(body) ||
        std::holds_alternative<InsertRows>(body) || std::holds_alternative<UpdateRows>(body) ||
        std::holds_alternative<DeleteRows>(body) || std::holds_alternative<Backfill>(body) ||
        std::holds_alternative<RawSql>(body) || std::holds_alternative<SetNotNull>(body) ||
        std::holds_alternative<SetColumnType>(body);
    if (!data) continue;
    std::string line = describe(operation);
    if (const auto* drop = std::get_if<DropTable>(&body)) line += " " + drop->stash;
    if (const auto* drop = std::get_if<DropColumn>(&body)) line += " " + drop->stash;
    if (const auto* update = std::get_if<UpdateRows>(&body)) line += " " + update->stash;
    if (const auto* remove = std::get_if<DeleteRows>(&body)) line += " " + remove->stash;
    lines.push_back(std::move(line));
  }
  return lines;
}

/// Writes operations as a file, reads it, and gives the operations that it says.
std::vector<Operation> written_and_read(const std::vector<Operation>& operations,
                                        const Schema& before, const std::string& revision,
                                        const CompileOptions& options) {
  ast::File file;
  file.id = {revision, {}};
  file.title = {"again", {}};
  file.statements = to_statements(operations, before);
  file.blank_lines = set_apart();
  const std::string text = print(file);
  SourceMap sources;
  Diagnostics diagnostics;
  const std::optional<ast::File> again =
      parse(sources, sources.add("again.mig", text), diagnostics);
  EXPECT_TRUE(again.has_value()) << text;
  if (!again) return {};
  EXPECT_EQ(*again, file) << text;
  EXPECT_EQ(print(*again), text);
  HistoryOptions history{.read_text = read_text};
  history.dialects.clear();
  for (const TargetDialect& dialect : options.dialects) history.dialects.push_back(dialect.name);
  Schema schema = before;
  std::vector<Operation> result;
  Resolver resolver(schema, history, revision, diagnostics, [&](Operation operation) {
    if (!evolve(schema, operation, diagnostics)) return false;
    result.push_back(std::move(operation));
    return true;
  });
  // Whether rows are at risk was decided where the operations came from.
  const std::vector<ast::Allow> allows = {
      {{{std::string(code_name(Code::required_column_without_value)), {}}}, {"", {}}, {}, {}}};
  resolver.file_allows = &allows;
  for (const ast::Statement& statement : again->statements) {
    const bool fine = resolver.resolve(statement);
    EXPECT_TRUE(fine) << text << "\n" << print(statement) << findings(diagnostics).back();
    if (!fine) break;
  }
  return result;
}

/// A derived downgrade gives an object back to whoever ran the migration, texts of databases back
/// to the letter, and a sequence its defaults, which text can only spell out. It leaves to the
/// server what everybody may do in `public`.
bool knows_more_than_text(const Operation& operation) {
  const auto* owner = std::get_if<SetOwner>(&operation.body);
  const auto* replace = std::get_if<ReplaceObject>(&operation.body);
  const auto* drop = std::get_if<DropObject>(&operation.body);
  const ObjectKey everybody = privileges_key({ObjectKind::name_space, {"", "public"}}, "public");
  return (owner != nullptr && owner->owner.empty()) ||
         (drop != nullptr && drop->object == everybody) ||
         (replace != nullptr && key_of(replace->after) == everybody) ||
         (replace != nullptr && std::holds_alternative<Sequence>(replace->after)) ||
         std::visit(
             [](const auto& body) {
               if constexpr (requires { body.texts; })
                 return !body.texts.empty();
               else
                 return false;
             },
             operation.body);
}

TEST(Laws, OperationsWrittenAsStatementsAreTheSame) {
  for_each_project([](Compilation& compilation, const CompileOptions& options) {
    Schema schema;
    Diagnostics diagnostics;
    const auto read_back = [&](const std::vector<Operation>& operations, const Revision& revision,
                               const Schema& before, const Schema& after) {
      const std::vector<Operation> again =
          written_and_read(operations, before, revision.id, options);
      Schema reached = before;
      for (const Operation& operation : again) evolve(reached, operation, diagnostics);
      EXPECT_EQ(reached, after) << revision.id << "\n" << difference(after, reached);
      return again;
    };
    for (const Revision& revision : compilation.history()->revisions) {
      const Schema before = schema;
      for (const Operation& operation : revision.up) evolve(schema, operation, diagnostics);
      const std::vector<Operation> up = read_back(revision.up, revision, before, schema);
      EXPECT_EQ(data_operations(up), data_operations(revision.up)) << revision.id;
      const bool more = std::ranges::any_of(revision.down, knows_more_than_text);
      if (!more && revision.verdict != Verdict::irreversible)
        read_back(revision.down, revision, schema, before);
      if (::testing::Test::HasFailure()) return;
    }
  });
}

/// Equal but for spelling: what SQLite wrote anew when a column was renamed, say.
void expect_same(const Schema& left, const Schema& right, std::string_view dialect) {
  const Diff rest = diff(left, right, {.dialect = dialect});
  for (const Operation& operation : rest.operations) ADD_FAILURE() << describe(operation);
  EXPECT_THAT(rest.impossible, ::testing::IsEmpty());
}

/// Tables that came to inherit after they were made have their columns in an order that a desired
/// schema has no words for.
Schema without_heirs(Schema schema) {
  std::vector<ObjectKey> heirs;
  for (const auto& [key, object] : schema.objects()) {
    const auto* table = std::get_if<Table>(&object);
    if (table != nullptr && !table->inherits.empty()) heirs.push_back(key);
  }
  for (const ObjectKey& key : heirs) schema.erase(key);
  return schema;
}

TEST(Laws, SchemasWrittenAsDesiredAreTheSame) {
  for_each_project([](Compilation& compilation, const CompileOptions& options) {
    const Schema& head = compilation.history()->head;
    const std::string text = print(to_desired(head));
    Compilation desired{options};
    desired.add("schema.mig", text, ast::FileKind::schema);
    ASSERT_TRUE(desired.build()) << text << rendered(desired);
    desired.check_layout();
    EXPECT_EQ(findings(desired.diagnostics()), std::vector<std::string>{}) << text;
    const Schema nothing;
    const Schema& reached = desired.desired() == nullptr ? nothing : *desired.desired();
    expect_same(reached, head, {});
    EXPECT_TRUE(without_heirs(reached) == without_heirs(head)) << text << difference(head, reached);
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
  Result<std::unique_ptr<runtime::Driver>> driver =
      runtime::open_driver(sqlite_target(), {.create = true});
  EXPECT_TRUE(driver.has_value()) << (driver ? "" : driver.error().message);
  return driver ? std::move(*driver) : nullptr;
}

TEST(Laws, SqliteComesBackWithItsRows) {
  const LawSeeds seeds = law_seeds(100);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    ProjectOptions project;
    if (seed % 2 == 1) project.dialect = "sqlite";
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, project);
    if (compilation->diagnostics().has_errors()) continue;
    const std::unique_ptr<runtime::Driver> driver = open_memory();
    ASSERT_NE(driver, nullptr);
    climb_there_and_back(*compilation, *driver, seed);
  }
}

TEST(Laws, TheWayBetweenTwoSchemasKeepsRowsOnSqlite) {
  const LawSeeds seeds = law_seeds(20);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    SCOPED_TRACE(fmt::format("seeds {} and {}", seed, seed + 1000000));
    const std::unique_ptr<runtime::Driver> driver = open_memory();
    const std::unique_ptr<runtime::Driver> fresh = open_memory();
    ASSERT_TRUE(driver != nullptr && fresh != nullptr);
    walk_pair(generated_schema(seed, "sqlite"), generated_schema(seed + 1000000, "sqlite"), *driver,
              *fresh);
    if (HasFailure()) return;
  }
}

// ---- L8: a database that is read and made again is the same ------------------------------------

runtime::Inspected inspected(runtime::Driver& driver) {
  Result<runtime::Inspected> found = runtime::inspect(driver, {});
  EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().message + found.error().detail);
  return found ? *std::move(found) : runtime::Inspected{};
}

/// The schema as SQLite says it.
Schema normal_form(const Schema& schema) {
  const Result<std::unique_ptr<runtime::Scratch>> scratch =
      runtime::Scratch::open({.dialect = "sqlite"});
  EXPECT_TRUE(scratch.has_value());
  if (!scratch) return {};
  const Result<Schema> normal = runtime::normal_form(**scratch, schema, {});
  EXPECT_TRUE(normal.has_value()) << (normal ? "" : normal.error().message + normal.error().detail);
  return normal ? *normal : Schema{};
}

TEST(Laws, WhatSqliteHoldsIsReadAsItIs) {
  for_each_project([](Compilation& compilation, const CompileOptions& options) {
    const bool for_sqlite = std::ranges::any_of(
        options.dialects, [](const TargetDialect& target) { return target.name == "sqlite"; });
    const bool raw =
        std::ranges::any_of(compilation.history()->revisions, [](const Revision& revision) {
          return std::ranges::any_of(revision.up, [](const Operation& operation) {
            return std::holds_alternative<RawSql>(operation.body);
          });
        });
    if (!for_sqlite || raw) return;
    const std::unique_ptr<runtime::Driver> driver = open_memory();
    ASSERT_NE(driver, nullptr);
    Climb climb(compilation, *driver);
    climb.up();
    if (!climb.ok()) return;
    const runtime::Inspected found = inspected(*driver);
    EXPECT_EQ(found.left_out, std::vector<std::string>{});
    const Schema again = normal_form(found.schema);
    EXPECT_EQ(again, found.schema) << difference(found.schema, again);
    const Schema replayed = normal_form(compilation.history()->head);
    expect_same(found.schema, replayed, "sqlite");
    // And as text: the desired schema is the same schema.
    Compilation desired{{.dialects = {{.name = "sqlite", .minimum = driver->server_version()}}}};
    desired.add("schema.mig", print(to_desired(found.schema)), ast::FileKind::schema);
    EXPECT_TRUE(desired.build()) << rendered(desired);
    if (desired.desired() != nullptr) {
      EXPECT_EQ(*desired.desired(), found.schema) << difference(found.schema, *desired.desired());
    }
  });
}

}  // namespace

}  // namespace migc::test
