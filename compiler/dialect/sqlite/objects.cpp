#include "compiler/dialect/sqlite/objects.h"

#include <fmt/format.h>
#include <functional>

#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/fold.h"
#include "compiler/dialect/sqlite/guards.h"
#include "compiler/dialect/sqlite/rebuild.h"
#include "compiler/dialect/sqlite/types.h"
#include "compiler/dialect/sqlite/verification.h"
#include "compiler/ops/describe.h"

namespace migc::sqlite {
namespace {

/// The columns by which rows come back as they were: the rowid too, unless a column or nothing is
/// it.
std::string row_columns(const Emission& emission, const Table& table) {
  const Sql& sql = emission.sql();
  std::string names = sql.names(stored_columns(table));
  const std::string_view rowid = rowid_name(table);
  if (rowid.empty() || rowid_alias(table, sql.schema()) != nullptr) return names;
  return fmt::format("{}, {}", rowid, names);
}

void start_sequence(Emission& emission, const Table& table) {
  const Column* alias = rowid_alias(table, emission.sql().schema());
  if (alias == nullptr || !alias->identity || !alias->identity->options.start) return;
  emit_sequence_start(emission, table.name.name, *alias->identity->options.start, {});
}

void restore_rows(Emission& emission, const Table& table, const StashName& stash) {
  const std::string columns = row_columns(emission, table);
  emission.execute(
      fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2}", emission.sql().name(table.name.name),
                  columns, emission.stash(stash)),
      {Hazard::may_fail_on_data});
  if (!is_autoincrement(table, emission.sql().schema())) return;
  const std::string name = name_literal(table.name);
  const std::string sequence = emission.stash_sequence(stash);
  emission.execute(fmt::format("DELETE FROM sqlite_sequence WHERE name = {}", name));
  emission.execute(fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM {}",
                               name, sequence));
  emission.execute(fmt::format("DROP TABLE {}", sequence));
}

void keep_rows(Emission& emission, const Table& table, const StashName& name) {
  const std::string stash = emission.stash(name);
  const std::string columns = row_columns(emission, table);
  // Without types: values stay what they are, whatever the columns made of them.
  emission.execute(
      fmt::format("CREATE TABLE {} ({})", stash, emission.sql().names(stored_columns(table))));
  emission.execute(fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {2}", stash, columns,
                               emission.sql().name(table.name.name)),
                   {Hazard::scans_table});
  if (!is_autoincrement(table, emission.sql().schema())) return;
  const std::string sequence = emission.stash_sequence(name);
  emission.execute(fmt::format("CREATE TABLE {} (seq)", sequence));
  emission.execute(
      fmt::format("INSERT INTO {} (seq) SELECT seq FROM sqlite_sequence WHERE name = {}", sequence,
                  name_literal(table.name)));
}

Expression mapped(std::string_view column, const std::string& from, const std::string& to) {
  Expression e;
  e.kind = ExpressionKind::case_;
  e.text = "subject";
  e.operands = {column_expression(column), string_expression(from), string_expression(to),
                column_expression(column)};
  return e;
}

using ColumnChange = std::function<void(const std::string& column, Rebuild& rebuild)>;

/// Rebuilds the tables whose columns have the enum, when its values are already those of the model
/// after the operation.
void rebuild_users(Emission& emission, const Operation& operation, const ObjectName& name,
                   const ColumnChange& change) {
  std::vector<Table> old_tables;
  for (const ObjectKey& user : emission.schema().users_of({ObjectKind::enum_, name})) {
    if (const Table* table = emission.schema().find_table(user.name)) old_tables.push_back(*table);
  }
  emission.evolve(operation);
  std::vector<Rebuild> rebuilds;
  for (const Table& old_table : old_tables) {
    Rebuild rebuild{.before = old_table,
                    .after = *emission.schema().find_table(old_table.name),
                    .sources = Sources(old_table),
                    .first = {},
                    .last = {},
                    .what = describe(operation)};
    bool uses = false;
    for (const Column& column : old_table.columns) {
      const Enum* type = enum_of(column.type, emission.schema());
      if (type == nullptr || type->name != name) continue;
      uses = true;
      if (!column.generated) change(column.name, rebuild);
    }
    if (uses) rebuilds.push_back(std::move(rebuild));
  }
  if (!rebuilds.empty()) emit_rebuilds(emission, rebuilds);
}

}  // namespace

void emit_create_table(Emission& emission, const Operation& operation, const CreateTable& op) {
  emission.evolve(operation);
  const Table& table = *emission.schema().find_table(op.table.name);
  emission.limits().table(table);
  const Sql& sql = emission.sql();
  if (!op.stash.empty()) {
    // Rows come back as they were, those that violated a foreign key included: nobody could mend
    // them in the stash.
    emission.without_enforcement();
    const Guard guard =
        stash_exists(emission, op.stash, fmt::format("the rows of `{}`", table.name.display()));
    emission.check(guard.query, guard.failure);
  }
  emission.execute(sql.create_table(table, table.name.name));
  if (op.stash.empty())
    start_sequence(emission, table);
  else
    restore_rows(emission, table, op.stash);
  for (const std::string& index : sql.create_indexes(table)) emission.execute(index);
  if (op.stash.empty()) return;
  emission.execute(fmt::format("DROP TABLE {}", emission.stash(op.stash)));
}

void emit_drop_table(Emission& emission, const Operation& operation, const DropTable& op) {
  const Table table = *emission.schema().find_table(op.name);
  emission.evolve(operation);
  emission.without_enforcement();
  const std::string name = name_literal(table.name);
  emission.check(
      fmt::format("SELECT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f "
                  "WHERE t.type = 'table' AND "
                  "f.\"table\" = {0} COLLATE NOCASE AND t.name <> {0} COLLATE NOCASE",
                  name),
      fmt::format("tables that the history does not know to refer to `{}`", table.name.display()));
  if (!op.stash.empty()) keep_rows(emission, table, op.stash);
  std::vector<Hazard> hazards;
  if (op.stash.empty()) hazards.push_back(Hazard::deletes_data);
  emission.execute(fmt::format("DROP TABLE {}", emission.sql().name(table.name.name)), hazards);
  emit_view_and_trigger_check(emission, {table.name.name},
                              fmt::format("drop `{}`", table.name.display()));
}

void emit_rename_table(Emission& emission, const Operation& operation, const RenameTable& op) {
  emission.limits().object_name(op.to);
  emission.evolve(operation);
  emission.limits().relation_name(op.to, operation.origin.span);
  const Sql& sql = emission.sql();
  std::string from = sql.name(op.from.name);
  if (equal_ignoring_case(op.from.name, op.to.name)) {
    // SQLite takes both names for the same and refuses.
    const std::string between = emission.own_name("rename_" + op.from.name);
    emission.execute(fmt::format("ALTER TABLE {} RENAME TO {}", from, between));
    from = between;
  }
  emission.execute(fmt::format("ALTER TABLE {} RENAME TO {}", from, sql.name(op.to.name)));
}

void emit_enum_change(Emission& emission, const Operation& operation, const AddEnumValue& op) {
  rebuild_users(emission, operation, op.name, [](const std::string&, Rebuild&) {});
}

void emit_enum_change(Emission& emission, const Operation& operation, const RenameEnumValue& op) {
  rebuild_users(emission, operation, op.name, [&](const std::string& column, Rebuild& rebuild) {
    rebuild.sources.set(column, mapped(column, op.from, op.to));
  });
}

void emit_enum_change(Emission& emission, const Operation& operation, const ReorderEnumValues& op) {
  // The values stand in the checks of the columns, in their order.
  rebuild_users(emission, operation, op.name, [](const std::string&, Rebuild&) {});
}

void emit_enum_change(Emission& emission, const Operation& operation, const DropEnumValue& op) {
  rebuild_users(emission, operation, op.name, [&](const std::string& column, Rebuild& rebuild) {
    if (op.map_to) {
      rebuild.sources.set(column, mapped(column, op.value, *op.map_to));
      return;
    }
    const Guard guard = Guards(emission.sql(), rebuild.before, Sources(rebuild.before))
                            .lacks_value(column, op.value, op.name);
    Statement statement;
    statement.sql = guard.query;
    statement.kind = StatementKind::guard;
    statement.failure = guard.failure;
    statement.hazards = {Hazard::scans_table, Hazard::may_fail_on_data};
    rebuild.first.push_back(std::move(statement));
  });
}

}  // namespace migc::sqlite
