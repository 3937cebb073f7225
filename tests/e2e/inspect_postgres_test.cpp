// Databases that are read: what migrations made is what the history says it is, and what was read
// makes the same database again.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>

#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "runtime/driver/open.h"
#include "runtime/inspect/inspect.h"
#include "tests/support/climb.h"
#include "tests/support/compile_text.h"
#include "tests/support/golden.h"
#include "tests/support/pg_server.h"
#include "tests/support/schema_dump.h"

namespace migc::test {
namespace {

using runtime::Driver;
using runtime::Inspected;
using runtime::InspectOptions;

Inspected read(Driver& driver, const InspectOptions& options = {}) {
  Result<Inspected> found = runtime::inspect_postgres(driver, options);
  EXPECT_TRUE(found) << (found ? std::string() : found.error().message + found.error().detail);
  return found ? *std::move(found) : Inspected{};
}

// ---- a schema made anew

/// The objects in an order in which each finds what it needs.
std::vector<Object> ordered(const Schema& schema) {
  std::vector<Object> order;
  std::set<ObjectKey> done;
  while (done.size() < schema.objects().size()) {
    const std::size_t before = done.size();
    for (const auto& [key, object] : schema.objects()) {
      if (done.contains(key)) continue;
      Object plain = object;
      if (auto* table = std::get_if<Table>(&plain))
        std::erase_if(table->constraints, [](const Constraint& each) {
          return std::holds_alternative<ForeignKey>(each.body);
        });
      if (auto* sequence = std::get_if<Sequence>(&plain)) sequence->owner_table = {};
      const std::vector<ObjectKey> needs = dependencies(plain);
      const bool ready = std::all_of(needs.begin(), needs.end(), [&](const ObjectKey& need) {
        return need == key || schema.find(need) == nullptr || done.contains(need);
      });
      if (!ready) continue;
      done.insert(key);
      order.push_back(std::move(plain));
    }
    if (done.size() == before) {
      for (const auto& [key, object] : schema.objects())
        EXPECT_TRUE(done.contains(key)) << describe(key) << " needs itself";
      break;
    }
  }
  return order;
}

std::vector<Operation> creation(const Schema& schema) {
  std::vector<Operation> operations;
  for (const Object& object : ordered(schema)) {
    if (const auto* name_space = std::get_if<Namespace>(&object))
      operations.push_back({CreateNamespace{*name_space}, {}});
    else if (const auto* enumeration = std::get_if<Enum>(&object))
      operations.push_back({CreateEnum{*enumeration}, {}});
    else if (const auto* table = std::get_if<Table>(&object))
      operations.push_back({CreateTable{*table, {}}, {}});
    else
      operations.push_back({CreateObject{object}, {}});
  }
  for (const auto& [key, object] : schema.objects()) {
    if (const auto* table = std::get_if<Table>(&object)) {
      for (const Constraint& constraint : table->constraints) {
        if (std::holds_alternative<ForeignKey>(constraint.body))
          operations.push_back({AddConstraint{table->name, constraint}, {}});
      }
    }
    const auto* sequence = std::get_if<Sequence>(&object);
    if (sequence != nullptr && !sequence->owner_table.name.empty())
      operations.push_back({ReplaceObject{*sequence}, {}});
  }
  return operations;
}

/// Runs the statements that an empty database becomes the schema by.
void create(const Schema& schema, Driver& driver) {
  Schema model;
  for (const Operation& operation : creation(schema)) {
    StatementSink sink;
    Diagnostics diagnostics;
    EmitOptions options;
    options.version = {.major = driver.server_version().major, .minor = 0, .patch = 0};
    find_dialect("postgres")->emit({&operation, 1}, "abc123", options, model, sink, diagnostics);
    for (const Diagnostic* found : diagnostics.sorted()) {
      if (found->severity == Severity::error)
        ADD_FAILURE() << describe(operation) << ": " << found->message;
    }
    for (const Batch& batch : sink.take()) {
      for (const Statement& statement : batch.statements) {
        if (statement.kind != StatementKind::execute) continue;
        const auto done = driver.execute(statement.sql);
        EXPECT_TRUE(done) << done.error().message << "\n" << statement.sql;
      }
    }
  }
}

/// The database that is made of what was read is read as the same.
void expect_same_again(const PgAccess& access, const Schema& schema) {
  const PgDatabase second(access);
  const std::unique_ptr<Driver> driver = connect(second);
  ASSERT_NE(driver, nullptr);
  create(schema, *driver);
  const Schema again = read(*driver).schema;
  EXPECT_EQ(again, schema) << difference(schema, again);
}

// ---- what a history says

void blur(Expression& expression) { expression = {}; }
void blur(std::optional<Expression>& expression) {
  if (expression) blur(*expression);
}
void blur(std::vector<IndexPart>& parts) {
  for (IndexPart& part : parts) {
    if (part.expression.kind != ExpressionKind::column) blur(part.expression);
  }
}
void blur(Constraint& constraint) {
  if (auto* check = std::get_if<Check>(&constraint.body)) blur(check->expression);
  if (auto* exclusion = std::get_if<Exclusion>(&constraint.body)) {
    blur(exclusion->parts);
    blur(exclusion->where);
  }
}

/// What the owner of an object is granted is his anyway.
bool is_own(const Object& object, const Schema& schema) {
  const auto* privileges = std::get_if<Privileges>(&object);
  const Object* on = privileges == nullptr ? nullptr : schema.find(privileges->object);
  return on != nullptr && owner_of(*on) == privileges->role;
}

/// The schema without the words of its expressions and texts, owners, and the order of columns.
Schema outline(const Schema& schema) {
  Schema result;
  for (const auto& [key, found] : schema.objects()) {
    if (is_own(found, schema)) continue;
    Object object = found;
    std::visit(
        [](auto& each) {
          if constexpr (requires { each.owner; }) each.owner.clear();
        },
        object);
    if (std::vector<DefinitionText>* texts = texts_of(object)) texts->clear();
    if (auto* table = std::get_if<Table>(&object)) {
      for (Column& column : table->columns) {
        blur(column.default_value);
        if (column.generated) blur(column.generated->expression);
      }
      std::ranges::sort(table->columns, {}, &Column::name);
      for (Constraint& constraint : table->constraints) blur(constraint);
      for (Index& index : table->indexes) {
        blur(index.parts);
        blur(index.where);
      }
      table->options.strict = table->options.without_rowid = false;
    }
    if (auto* domain = std::get_if<Domain>(&object)) {
      blur(domain->default_value);
      for (Constraint& constraint : domain->checks) blur(constraint);
    }
    if (auto* view = std::get_if<View>(&object)) {
      view->columns.clear();
      for (Index& index : view->indexes) blur(index.where);
    }
    if (auto* publication = std::get_if<Publication>(&object)) {
      for (PublicationTable& table : publication->tables) blur(table.where);
    }
    result.put(std::move(object));
  }
  return result;
}

/// Whether the dialect has the object at all.
bool speaks(const Object& object) {
  const std::vector<DefinitionText>* texts = texts_of(object);
  return texts == nullptr || text_for(*texts, "postgres") != nullptr;
}

/// Runs a project's migrations and reads the database, in which raw SQL may have made further
/// objects.
void expect_read_as_replayed(const PgAccess& access, Compilation& compilation,
                             const std::set<std::string>& by_hand = {}) {
  const PgDatabase database(access);
  const std::unique_ptr<Driver> driver = connect(database);
  ASSERT_NE(driver, nullptr);
  Climb climb(compilation, *driver);
  climb.up();
  ASSERT_TRUE(climb.ok());
  const Schema model = climb.model();
  Schema replayed;
  for (const auto& [key, object] : model.objects()) {
    if (speaks(object)) replayed.put(object);
  }
  const Inspected found = read(*driver);
  EXPECT_EQ(found.left_out, std::vector<std::string>{});
  Schema declared;
  for (const auto& [key, object] : found.schema.objects()) {
    if (!by_hand.contains(describe(key))) declared.put(object);
  }
  EXPECT_EQ(outline(declared), outline(replayed))
      << difference(outline(replayed), outline(declared));
  expect_same_again(access, found.schema);
}

TEST(InspectPostgres, GeneratedProjectsAreReadAsReplayed) {
  MIGC_NEED_PG(access);
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const std::unique_ptr<Compilation> compilation = compile_generated(seed, seed % 2 == 0);
    if (!compilation->diagnostics().has_errors()) expect_read_as_replayed(access, *compilation);
  }
}

TEST(InspectPostgres, ProjectsAreReadAsReplayed) {
  MIGC_NEED_PG(access);
  const std::map<std::string_view, std::set<std::string>> projects = {
      {"examples/inference_service", {}},
      {"migrations", {"extension `citext`", "view `late_loans`"}},
      {"migrations/postgres", {}},
  };
  for (const auto& [name, by_hand] : projects) {
    SCOPED_TRACE(name);
    for (const GoldenCase& golden : golden_cases()) {
      if (golden.name != name) continue;
      const GoldenRun run = compile_golden(golden);
      ASSERT_FALSE(run.compilation->diagnostics().has_errors()) << rendered(*run.compilation);
      expect_read_as_replayed(access, *run.compilation, by_hand);
    }
  }
}

}  // namespace
}  // namespace migc::test
