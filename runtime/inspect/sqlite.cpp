#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "compiler/base/text.h"
#include "compiler/dialect/dialect.h"
#include "compiler/dialect/sqlite/read_table.h"
#include "compiler/ops/evolve.h"
#include "compiler/sema/typecheck.h"
#include "runtime/inspect/inspect.h"
#include "runtime/inspect/patterns.h"

namespace migc::runtime {
namespace {

struct CatalogRow {
  std::string type, name, table, sql, table_kind;
};

/// Names that the language leaves to engines and to migc.
bool is_reserved(std::string_view name) {
  const std::string lower = to_lower(name);
  return lower.starts_with("pg_") || lower.starts_with("sqlite_") || lower.starts_with("migc_") ||
         lower.starts_with("__migc_");
}

/// The type spelled for SQLite alone: then nobody expects it to be like another one.
Type native_type(const Type& type) {
  std::string_view declared;
  if (type.kind == TypeKind::bigint) declared = "INTEGER";
  if (type.kind == TypeKind::text) declared = "TEXT";
  if (type.kind == TypeKind::double_precision) declared = "REAL";
  if (type.kind == TypeKind::bytes) declared = "BLOB";
  if (declared.empty()) return type;
  Type native;
  native.native.push_back({.dialect = "sqlite", .text = std::string(declared), .origin = {}});
  return native;
}

class SqliteReader {
 public:
  SqliteReader(Driver& driver, const InspectOptions& options)
      : driver_(driver), options_(options) {}

  Result<Inspected> read() {
    MIGC_TRY(read_catalog());
    tables();
    indexes();
    constraints();
    foreign_keys();
    texts();
    return std::move(result_);
  }

 private:
  Schema& schema() { return result_.schema; }
  void leave_out(std::string what) { result_.left_out.push_back(std::move(what)); }

  Result<void> read_catalog() {
    // One statement sees one state. Which tables are shadows of virtual ones is known since 3.37.
    const bool lists_tables = driver_.server_version() >= Version{3, 37, 0};
    const std::string kind =
        lists_tables ? "coalesce((SELECT l.type FROM pragma_table_list l WHERE l.schema = 'main' "
                       "AND l.name = m.name), '')"
                     : "''";
    Result<Rows> rows = driver_.query(fmt::format(
        "SELECT m.type, m.name, m.tbl_name, m.sql, {} FROM main.sqlite_master m WHERE m.sql IS NOT "
        "NULL ORDER BY m.rowid",
        kind));
    if (!rows) return tl::unexpected(rows.error());
    for (const Row& row : rows->rows) {
      CatalogRow read{.type = row[0].value_or(""),
                      .name = row[1].value_or(""),
                      .table = row[2].value_or(""),
                      .sql = row[3].value_or(""),
                      .table_kind = row[4].value_or("")};
      const std::string lower = to_lower(read.table);
      const bool own = lower.starts_with("sqlite_") ||
                       lower.starts_with(to_lower(options_.ledger_prefix)) ||
                       read.table_kind == "shadow";
      if (!own && is_wanted(options_, {"", read.table})) catalog_.push_back(std::move(read));
    }
    return {};
  }

  // ---- tables

  void tables() {
    const sqlite::IsSound is_sound = soundness();
    for (const CatalogRow& row : catalog_) {
      if (row.type != "table") continue;
      if (is_reserved(row.name)) {
        leave_out(fmt::format("table `{}`, whose name is reserved", row.name));
        continue;
      }
      std::optional<sqlite::ReadTable> read = sqlite::read_create_table(row.sql, is_sound);
      if (!read) {
        if (row.table_kind == "virtual")
          spellings_[to_lower(row.name)] = row.name;
        else
          leave_out(fmt::format("table `{}`, whose text cannot be read", row.name));
        continue;
      }
      for (std::string& what : read->left_out) leave_out(std::move(what));
      Table& table = read->table;
      table.name.name = row.name;
      std::vector<Constraint>& given = given_[row.name];
      given = std::move(table.constraints);
      table.constraints.clear();
      key_columns(table, given);
      spellings_[to_lower(row.name)] = row.name;
      schema().put(std::move(table));
    }
  }

  /// Columns of the primary key are never null in the model.
  void key_columns(Table& table, const std::vector<Constraint>& given) {
    for (const Constraint& constraint : given) {
      const auto* key = std::get_if<PrimaryKey>(&constraint.body);
      if (key == nullptr) continue;
      for (const std::string& name : key->columns) {
        Column* column = table.find_column(name);
        if (column == nullptr) continue;
        const bool rowid = key->columns.size() == 1 && (column->type.kind == TypeKind::bigint);
        if (!column->not_null && !rowid && !table.options.without_rowid)
          leave_out(fmt::format("that `{}`, of the primary key of table `{}`, may be null", name,
                                table.name.name));
        column->not_null = true;
      }
    }
  }

  [[nodiscard]] sqlite::IsSound soundness() {
    return [this](const Expression& expression, sqlite::Use use, const Table& table,
                  const Column* column) {
      ExpressionPlace place = ExpressionPlace::check;
      switch (use) {
        case sqlite::Use::default_value:
          place = ExpressionPlace::default_value;
          break;
        case sqlite::Use::check:
          place = ExpressionPlace::check;
          break;
        case sqlite::Use::generated:
          place = ExpressionPlace::generated;
          break;
        case sqlite::Use::index:
          place = ExpressionPlace::index;
          break;
        case sqlite::Use::predicate:
          place = ExpressionPlace::predicate;
          break;
      }
      Diagnostics ignored;
      const bool alone = use == sqlite::Use::default_value;
      return check_expression(expression, place, alone ? nullptr : &table,
                              {column == nullptr ? nullptr : &column->type, "a column"}, schema(),
                              ignored);
    };
  }

  // ---- what hangs on tables

  [[nodiscard]] const Table* find_table(const std::string& written) {
    const auto found = spellings_.find(to_lower(written));
    return found == spellings_.end() ? nullptr : schema().find_table({"", found->second});
  }

  void indexes() {
    for (const CatalogRow& row : catalog_) {
      if (row.type != "index") continue;
      const Table* table = find_table(row.table);
      if (table == nullptr) continue;
      std::optional<Index> index =
          sqlite::read_create_index(row.sql, *table, soundness(), result_.left_out);
      if (!index || is_reserved(row.name)) {
        leave_out(fmt::format("index `{}` of table `{}`", row.name, row.table));
        continue;
      }
      index->name = row.name;
      schema().edit_table(table->name, [&](Table& changed) { changed.insert(std::move(*index)); });
    }
  }

  /// The name that was given, or the convention's where that is none that the model could hold:
  /// SQLite does not care whether two constraints share one.
  std::string name_for(const Table& table, const Constraint& constraint) {
    const bool free = !constraint.name.empty() && !is_reserved(constraint.name) &&
                      table.find_constraint(constraint.name) == nullptr &&
                      table.find_index(constraint.name) == nullptr &&
                      schema().find_relation({"", constraint.name}) == nullptr;
    return free ? constraint.name : default_constraint_name(schema(), table, constraint.body);
  }

  void add(const std::string& table_name, Constraint constraint) {
    const ObjectName name{"", table_name};
    constraint.name = name_for(*schema().find_table(name), constraint);
    schema().edit_table(name, [&](Table& table) { table.insert(std::move(constraint)); });
  }

  void constraints() {
    for (const bool named : {true, false}) {
      for (const auto& [table, given] : given_) {
        for (const Constraint& constraint : given) {
          const bool foreign = std::holds_alternative<ForeignKey>(constraint.body);
          if (!foreign && constraint.name.empty() != named) add(table, constraint);
        }
      }
    }
  }

  void foreign_keys() {
    for (const bool named : {true, false}) {
      for (const auto& [name, given] : given_) {
        for (const Constraint& constraint : given) {
          if (std::holds_alternative<ForeignKey>(constraint.body) &&
              constraint.name.empty() != named)
            foreign_key({"", name}, constraint);
        }
      }
    }
  }

  void foreign_key(const ObjectName& name, Constraint constraint) {
    auto& key = std::get<ForeignKey>(constraint.body);
    const Table* target = find_table(key.target.name);
    const auto refuse = [&](std::string_view why) {
      leave_out(fmt::format("foreign key of table `{}` ({}) to `{}`: {}", name.name,
                            fmt::join(key.columns, ", "), key.target.name, why));
    };
    if (target == nullptr) return refuse("there is no such table, or it is not looked at");
    key.target = target->name;
    if (key.target_columns.empty()) {
      const PrimaryKey* primary = target->primary_key();
      if (primary == nullptr) return refuse("it has no primary key");
      key.target_columns = primary->columns;
    }
    for (std::string& column : key.target_columns) {
      for (const Column& each : target->columns) {
        if (equal_ignoring_case(each.name, column)) column = each.name;
      }
    }
    constraint.name = name_for(*schema().find_table(name), constraint);
    Diagnostics found;
    const Operation add{AddConstraint{name, constraint}, {}};
    if (evolve(schema(), add, found)) return;
    // Of columns of different types: SQLite compares what is in them.
    const Table before = *schema().find_table(name);
    schema().edit_table(name, [&](Table& table) {
      for (const std::string& each : key.columns) {
        if (Column* column = table.find_column(each)) column->type = native_type(column->type);
      }
    });
    Diagnostics again;
    if (evolve(schema(), add, again)) return;
    schema().put(before);
    const std::vector<const Diagnostic*> reasons = again.sorted();
    refuse(reasons.empty() ? "the model refuses it" : reasons.front()->message);
  }

  // ---- views and triggers

  void texts() {
    std::vector<Object> objects;
    for (const CatalogRow& row : catalog_) {
      if (row.type == "view") {
        std::optional<View> view = sqlite::read_create_view(row.sql);
        if (!view || is_reserved(row.name)) {
          leave_out(fmt::format("view `{}`", row.name));
          continue;
        }
        view->name.name = row.name;
        spellings_[to_lower(row.name)] = row.name;
        objects.emplace_back(std::move(*view));
      }
    }
    for (const CatalogRow& row : catalog_) {
      if (row.type != "table" || row.table_kind != "virtual") continue;
      TextObject table;
      table.kind = ObjectKind::virtual_table;
      table.name.name = row.name;
      table.bodies.push_back(
          {.dialect = "sqlite", .text = std::string(trim(row.sql)), .names = {}, .origin = {}});
      objects.emplace_back(std::move(table));
    }
    for (const CatalogRow& row : catalog_) {
      if (row.type != "trigger") continue;
      const auto on = spellings_.find(to_lower(row.table));
      if (on == spellings_.end() || is_reserved(row.name)) {
        leave_out(fmt::format("trigger `{}` on `{}`", row.name, row.table));
        continue;
      }
      TextObject trigger;
      trigger.kind = ObjectKind::trigger;
      trigger.name.name = row.name;
      trigger.on.name = on->second;
      trigger.bodies.push_back(
          {.dialect = "sqlite", .text = std::string(trim(row.sql)), .names = {}, .origin = {}});
      objects.emplace_back(std::move(trigger));
    }
    for (const Object& object : objects) schema().put(object);
    for (Object& object : objects) names(object);
  }

  /// Finds the names in a text, now that all that it may name is there.
  void names(Object& object) {
    Diagnostics found;
    DefinitionText& text = texts_of(object)->front();
    if (find_dialect("sqlite")->read_text(object, schema(), text, found)) {
      schema().put(std::move(object));
      return;
    }
    schema().erase(key_of(object));
    const std::vector<const Diagnostic*> reasons = found.sorted();
    leave_out(fmt::format("{}: {}", describe(key_of(object)),
                          reasons.empty() ? "its text cannot be read" : reasons.front()->message));
  }

  Driver& driver_;
  const InspectOptions& options_;
  std::vector<CatalogRow> catalog_;
  std::map<std::string, std::vector<Constraint>> given_;  ///< by table, as written
  std::map<std::string, std::string> spellings_;  ///< of tables and views, by their lower case
  Inspected result_;
};

}  // namespace

Result<Inspected> inspect_sqlite(Driver& driver, const InspectOptions& options) {
  return SqliteReader(driver, options).read();
}

}  // namespace migc::runtime
