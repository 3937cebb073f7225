#include "tests/support/pair.h"

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

#include "compiler/base/text.h"
#include "compiler/compile.h"
#include "compiler/diff/diff.h"
#include "compiler/diff/equal.h"
#include "compiler/ops/describe.h"
#include "compiler/schema/word.h"
#include "compiler/sema/statements.h"
#include "compiler/syntax/printer.h"
#include "runtime/inspect/inspect.h"
#include "tests/support/climb.h"
#include "tests/support/compile_text.h"

namespace migc::test {
namespace {

bool is_text(const Type& type) {
  return type.kind == TypeKind::text || type.kind == TypeKind::varchar;
}

// ---- rows
// ----------------------------------------------------------------------------------------

/// Rows of the first schema that the second one takes too.
class PairRows {
 public:
  PairRows(const Schema& a, const Schema& b) : a_(a), b_(b) {}

  std::vector<GeneratedRow> make() {
    std::vector<const Table*> tables;
    for (const auto& [key, object] : a_.objects()) {
      const auto* table = std::get_if<Table>(&object);
      // The rows of partitions are those of the partitioned table.
      if (table == nullptr || table->partition_of) continue;
      tables.push_back(table);
      if (has_rows(*table)) filled_.insert(table->name);
    }
    for (const Table* table : tables) {
      if (!filled_.contains(table->name)) continue;
      for (std::size_t number = 1; number <= 5; ++number) add(*table, number);
    }
    return std::move(rows_);
  }

 private:
  /// What changes in a parent changes in its heirs, though they may be dropped later.
  [[nodiscard]] const Column* after(const Table& table, const Column& column) const {
    const Table* now = b_.find_table(table.name);
    if (now == nullptr && !table.inherits.empty()) now = b_.find_table(table.inherits.front());
    return now == nullptr ? nullptr : now->find_column(column.name);
  }

  [[nodiscard]] bool may_be_null(const Table& table, const Column& column) const {
    const Column* now = after(table, column);
    return !column.not_null && (now == nullptr || !now->not_null);
  }

  /// The values that both enums have; those of one where the other column is none.
  [[nodiscard]] std::vector<std::string> moods(const Table& table, const Column& column) const {
    const Column* now = after(table, column);
    const Enum* one = column.type.kind == TypeKind::user ? a_.find_enum(column.type.name) : nullptr;
    const Enum* other =
        now == nullptr || now->type.kind != TypeKind::user ? nullptr : b_.find_enum(now->type.name);
    if (one == nullptr && other == nullptr) return {"happy"};
    if (one == nullptr || other == nullptr) return (one == nullptr ? other : one)->values;
    std::vector<std::string> both;
    for (const std::string& value : one->values) {
      if (std::ranges::find(other->values, value) != other->values.end()) both.push_back(value);
    }
    return both;
  }

  [[nodiscard]] bool has_rows(const Table& table) const {
    return std::ranges::none_of(table.columns, [&](const Column& column) {
      return column.name == "feeling" && moods(table, column).empty() &&
             !may_be_null(table, column);
    });
  }

  /// Whether the tables that the column refers to, on either side, have rows.
  [[nodiscard]] bool finds_its_row(const Table& table, const Column& column) const {
    const auto all_filled = [&](const Table* side) {
      return side == nullptr || std::ranges::all_of(side->constraints, [&](const Constraint& c) {
               const auto* key = std::get_if<ForeignKey>(&c.body);
               return key == nullptr || key->columns.front() != column.name ||
                      filled_.contains(key->target);
             });
    };
    return all_filled(&table) && all_filled(b_.find_table(table.name));
  }

  [[nodiscard]] std::optional<std::string> value(const Table& table, const Column& column,
                                                 std::size_t number) const {
    const std::string& name = column.name;
    if (name == "parent_id" || name == "ring_id") {
      if (!finds_its_row(table, column)) return std::nullopt;
      return std::to_string((number - 1) % 5 + 1);
    }
    if (name == "feeling") {
      const std::vector<std::string> values = moods(table, column);
      if (values.empty()) return std::nullopt;
      return values[number % values.size()];
    }
    if (name != "id" && may_be_null(table, column) && (number + name.size()) % 4 == 0)
      return std::nullopt;
    if (name == "mail") return fmt::format("m{}@home", number);
    if (name == "spot") return fmt::format("({},{})", number, number + 1);
    if (name == "at") return fmt::format("20{}-03-01", 23 + number % 4);
    return is_text(column.type) ? fmt::format("t{}", number) : std::to_string(number);
  }

  void add(const Table& table, std::size_t number) {
    GeneratedRow row{.table = table.name, .columns = {}, .values = {}};
    for (const Column& column : table.columns) {
      if (column.generated) continue;
      row.columns.push_back(column.name);
      row.values.push_back(value(table, column, number));
    }
    rows_.push_back(std::move(row));
  }

  const Schema& a_;
  const Schema& b_;
  std::set<ObjectName> filled_;
  std::vector<GeneratedRow> rows_;
};

/// What an author adds to what the differ found: a value for the rows that are there.
void fill(AddColumn& op, const Schema& to) {
  const Column& column = op.column;
  // A default would be the same in all rows, and the column may be unique.
  if ((!column.not_null && !column.default_value) || column.identity || column.generated) return;
  Expression value;
  value.kind = ExpressionKind::string;
  if (column.name == "mail") {
    value.text = "new@home";
  } else if (column.type.kind == TypeKind::user) {
    value.text = to.find_enum(column.type.name)->values.front();
  } else {
    Expression id;
    id.kind = ExpressionKind::column;
    id.text = "id";
    value.kind = ExpressionKind::cast;
    value.text.clear();
    value.operands.push_back(std::move(id));
    value.type = column.type;
  }
  op.fill = std::move(value);
}

// ---- the two projects
// ----------------------------------------------------------------------------

std::string migration(std::string_view id, std::string_view revises,
                      const std::vector<Operation>& operations, const Schema& before) {
  ast::File file;
  file.id = {std::string(id), {}};
  file.title = {"a step", {}};
  if (!revises.empty()) file.revises.push_back({std::string(revises), {}});
  file.statements = to_statements(operations, before);
  file.blank_lines = set_apart();
  return print(file);
}

std::vector<Operation> way(const Schema& from, const Schema& to) {
  Diff found = diff(from, to, {});
  for (const std::string& line : found.impossible) ADD_FAILURE() << line;
  for (Operation& operation : found.operations) {
    if (auto* add = std::get_if<AddColumn>(&operation.body)) fill(*add, to);
  }
  return std::move(found.operations);
}

/// Null, and a failure of the test, when a migration does not compile.
std::unique_ptr<Compilation> compiled(const std::vector<NamedText>& texts,
                                      const runtime::Driver& driver) {
  CompileOptions options;
  options.dialects = {{std::string(driver.dialect()), driver.server_version()}};
  std::unique_ptr<Compilation> compilation = compile_text(texts, std::move(options));
  if (compilation->history() != nullptr) compilation->check_dialects();
  if (!compilation->diagnostics().has_errors()) return compilation;
  ADD_FAILURE() << rendered(*compilation) << texts.back().second;
  return nullptr;
}

// ---- what stays
// ----------------------------------------------------------------------------------

std::string sql_name(const ObjectName& name) {
  return (name.schema.empty() ? "" : spell_quoted(name.schema) + ".") + spell_quoted(name.name);
}

/// `1.00` and `1` are one number.
std::string without_fraction(std::string line) {
  for (std::size_t at = line.find(".00"); at != std::string::npos; at = line.find(".00"))
    line.erase(at, 3);
  return line;
}

/// The values of the columns that both schemas have, by row.
std::map<std::string, std::string> kept_values(Climb& climb, const Schema& a, const Schema& b) {
  std::map<std::string, std::string> values;
  for (const auto& [key, object] : a.objects()) {
    const auto* before = std::get_if<Table>(&object);
    const Table* after = before == nullptr ? nullptr : b.find_table(before->name);
    if (after == nullptr) continue;
    // The rows of an heir that is dropped are none of a table that stays.
    const bool postgres = climb.dialect() == "postgres" && !before->partition_by;
    const std::string_view only_its_own = postgres ? "ONLY " : "";
    for (const Column& column : before->columns) {
      const Column* now = after->find_column(column.name);
      if (now == nullptr || now->generated || column.generated) continue;
      values[before->name.display() + "." + column.name] = without_fraction(climb.query(
          fmt::format("SELECT id, CAST({} AS text) FROM {}{} ORDER BY 1", spell_quoted(column.name),
                      only_its_own, sql_name(before->name))));
    }
  }
  return values;
}

Schema found(runtime::Driver& driver) {
  const Result<runtime::Inspected> inspected = runtime::inspect(driver, {});
  EXPECT_TRUE(inspected) << (inspected ? std::string() : inspected.error().message);
  if (!inspected) return {};
  EXPECT_EQ(inspected->left_out, std::vector<std::string>{});
  return inspected->schema;
}

void expect_same(const Schema& reached, const Schema& wanted, std::string_view dialect) {
  const Diff rest = diff(reached, wanted, {.dialect = dialect});
  for (const Operation& operation : rest.operations)
    ADD_FAILURE() << describe(operation) << "\n" << difference(reached, wanted);
}

/// What comes into two ways of referring to each other cannot be put in one by one.
void insert(Climb& climb, runtime::Driver& driver, const std::vector<GeneratedRow>& rows) {
  const bool postgres = driver.dialect() == "postgres";
  climb.execute(postgres ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = off");
  climb.insert(rows);
  climb.execute(postgres ? "RESET session_replication_role" : "PRAGMA foreign_keys = on");
}

}  // namespace

void walk_pair(const Schema& a, const Schema& b, runtime::Driver& driver, runtime::Driver& fresh) {
  const std::string first = migration("m1", "", way({}, a), {});
  const std::string second = migration("m2", "m1", way(a, b), a);
  const std::string alone = migration("m1", "", way({}, b), {});
  const std::unique_ptr<Compilation> both =
      compiled({{"m1.mig", first}, {"m2.mig", second}}, driver);
  const std::unique_ptr<Compilation> other = compiled({{"m1.mig", alone}}, fresh);
  if (both == nullptr || other == nullptr) return;
  Climb climb(*both, driver);
  Climb beside(*other, fresh);
  beside.up();
  climb.up("m1");
  insert(climb, driver, PairRows(a, b).make());
  const std::string low = climb.catalog();
  const Schema low_schema = found(driver);
  const std::string low_rows = climb.rows();
  const std::map<std::string, std::string> kept = kept_values(climb, a, b);
  climb.up();
  if (!climb.ok() || !beside.ok()) {
    ADD_FAILURE() << first << second;
    return;
  }
  // SQLite's tells the order of columns, which no way changes.
  if (driver.dialect() == "postgres") {
    EXPECT_EQ(climb.catalog(), beside.catalog()) << second;
  }
  const Schema high_schema = found(driver);
  expect_same(high_schema, found(fresh), driver.dialect());
  EXPECT_EQ(kept_values(climb, a, b), kept) << second;
  const std::string high_rows = climb.rows();
  climb.down("m1");
  if (!climb.ok()) {
    ADD_FAILURE() << first << second;
    return;
  }
  EXPECT_EQ(climb.catalog(), low) << "after the way down\n" << second;
  expect_same(found(driver), low_schema, driver.dialect());
  EXPECT_EQ(climb.rows(), low_rows) << "after the way down\n" << second;
  climb.up();
  EXPECT_EQ(climb.rows(), high_rows) << "after the second way up\n" << second;
  expect_same(found(driver), high_schema, driver.dialect());
}

}  // namespace migc::test
