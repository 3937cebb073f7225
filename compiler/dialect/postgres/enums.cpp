#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/dependents.h"
#include "compiler/dialect/postgres/guards.h"
#include "compiler/dialect/postgres/object_definitions.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/routine_users.h"
#include "compiler/dialect/postgres/spelling.h"

namespace migc::postgres {
namespace {

std::string create_type(const Context& context, const ObjectName& name,
                        const std::vector<std::string>& values) {
  std::string labels;
  for (const std::string& value : values)
    labels += (labels.empty() ? "" : ", ") + quote_literal(value);
  return context.writer()
      .word("create type")
      .name(name)
      .word("as enum")
      .open()
      .raw(labels)
      .close()
      .take();
}

void comment_on_type(const Context& context, const ObjectName& name, const std::string& comment) {
  context.add(
      context.writer().word("comment on type").name(name).word("is").literal(comment).take());
}

bool uses(const Column& column, const ObjectName& name) {
  return column.type.kind == TypeKind::user && column.type.name == name &&
         column.type.native_for("postgres") == nullptr;
}

std::vector<const Table*> tables_with(const Schema& schema, const ObjectName& name) {
  std::vector<const Table*> tables;
  for (const ObjectKey& user : schema.users_of({ObjectKind::enum_, name})) {
    const Table* table = schema.find_table(user.name);
    if (table == nullptr) continue;
    const bool found = std::any_of(table->columns.begin(), table->columns.end(),
                                   [&](const Column& c) { return uses(c, name); });
    if (found) tables.push_back(table);
  }
  return tables;
}

/// A label that becomes another one on the way from type to type.
struct Relabelled {
  std::string from, to;
};

std::string converted(const Context& context, const Column& column,
                      const std::optional<Relabelled>& label) {
  const std::string name = quote_identifier(column.name, spelling());
  const std::string type = type_text(column.type, context.schema);
  const bool array = column.type.dimensions > 0;
  if (!label) return fmt::format("{}::text{}::{}", name, array ? "[]" : "", type);
  const std::string from = quote_literal(label->from);
  const std::string to = quote_literal(label->to);
  if (array) return fmt::format("array_replace({}::text[], {}, {})::{}", name, from, to, type);
  return fmt::format("(CASE {}::text WHEN {} THEN {} ELSE {}::text END)::{}", name, from, to, name,
                     type);
}

/// Whether a parent of the table has the column too: its type changes with the parent's.
bool follows(const Schema& schema, const Table& table, std::string_view column) {
  std::vector<ObjectName> parents = table.inherits;
  if (table.partition_of) parents.push_back(table.partition_of->parent);
  return std::any_of(parents.begin(), parents.end(), [&](const ObjectName& parent) {
    return schema.find_table(parent)->find_column(column) != nullptr;
  });
}

/// The server finds no cast for the defaults below a parent, and a parent's new default goes to all
/// below it: theirs are taken away before and given back after (manual, ALTER TABLE: ONLY).
void set_defaults_below(const Context& context, const Table& table, const ObjectName& name,
                        bool back) {
  for (const Column& column : table.columns) {
    if (!uses(column, name) || !follows(context.schema, table, column.name)) continue;
    SqlWriter w = context.writer();
    w.word("alter table only").name(table.name).word("alter column").identifier(column.name);
    if (back && column.default_value)
      w.word("set default").expression(*column.default_value);
    else
      w.word("drop default");
    context.add(w.take(), Fact::change_catalog, table.name);
  }
}

void change_columns(const Context& context, const Table& table, const ObjectName& name,
                    const std::optional<Relabelled>& label, bool may_fail) {
  std::vector<std::string> actions;
  for (const Column& column : table.columns) {
    if (!uses(column, name) || column.generated || follows(context.schema, table, column.name))
      continue;
    const std::string alter = "ALTER COLUMN " + quote_identifier(column.name, spelling());
    if (column.default_value) actions.push_back(alter + " DROP DEFAULT");
    actions.push_back(alter + " TYPE " + type_text(column.type, context.schema));
    // The rows of a foreign table are elsewhere: USING is refused there (SQLSTATE 42809).
    if (!table.foreign) actions.back() += " USING " + converted(context, column, label);
    if (column.default_value) {
      SqlWriter w = context.writer();
      actions.push_back(w.raw(alter).word("set default").expression(*column.default_value).take());
    }
  }
  if (actions.empty()) return;
  SqlWriter w = alter_table(context, table.name);
  if (actions.size() == 1)
    w.raw(" " + actions[0]);
  else
    w.raw("\n  ").raw(join(actions, ",\n  "));
  if (table.foreign) {
    context.add(w.take(), Fact::change_catalog, table.name);
    return;
  }
  std::vector<Hazard> also;
  if (may_fail) also.push_back(Hazard::may_fail_on_data);
  if (label) also.push_back(Hazard::changes_rows);
  if (!table.indexes.empty() || table.primary_key() != nullptr)
    also.push_back(Hazard::builds_index);
  context.add(w.take(), Fact::change_type_rewriting, table.name, {}, also);
}

void restore_storage_of(const Context& context, const Table& table, const ObjectName& name) {
  for (const Column& column : table.columns) {
    if (uses(column, name) && !column.generated) restore_storage(context, table.name, column);
  }
}

void add_generated_users(const Context& context, const Table& table, const ObjectName& name,
                         Dependents& dependents) {
  for (const Column& column : table.columns) {
    if (!uses(column, name)) continue;
    if (column.generated && !dependents.has_generated(table.name, column.name)) {
      dependents.generated.emplace_back(table.name, column);
      add_all_dependents(context.schema, table, column.name, dependents);
    }
    add_expression_dependents(context.schema, table, column.name, dependents);
    add_text_dependents(context.schema, table, column.name, dependents);
  }
}

RoutineUsers routine_users(const Schema& schema, const ObjectName& type, Dependents& dependents) {
  const ObjectKey enumeration{ObjectKind::enum_, type};
  Dependents of_type;
  add_users(schema, enumeration, of_type);
  std::set<ObjectKey> routines;
  for (const Object& object : of_type.objects) {
    if (is_routine(key_of(object).kind)) routines.insert(key_of(object));
  }
  add_users(schema, enumeration, dependents);
  return add_routine_users(schema, type, routines, dependents);
}

/// PostgreSQL can neither take a label away nor move it: a new type takes the old one's place,
/// column by column.
void replace_type(const Context& context, const Enum& former,
                  const std::vector<std::string>& values, const std::optional<Relabelled>& label) {
  const ObjectName& name = former.name;
  const std::vector<const Table*> tables = tables_with(context.schema, name);
  Dependents dependents;
  for (const Table* table : tables) add_generated_users(context, *table, name, dependents);
  const RoutineUsers users = routine_users(context.schema, name, dependents);
  drop_dependents(context, dependents);
  for (const auto& [table, column] : users.defaults) change_default(context, table, column, false);
  for (auto object = users.routines.rbegin(); object != users.routines.rend(); ++object)
    drop_object(context, *object);
  const ObjectName old{name.schema, derived_name(name.name, "__old")};
  context.add(
      context.writer().word("alter type").name(name).word("rename to").identifier(old.name).take());
  context.add(create_type(context, name, values));
  add_owner(context, former);
  if (!former.comment.empty()) comment_on_type(context, name, former.comment);
  for (const Object& object : users.routines) create_object(context, object);
  for (const Table* table : tables) set_defaults_below(context, *table, name, false);
  const bool reorders = values.size() == former.values.size();
  for (const Table* table : tables) change_columns(context, *table, name, label, !reorders);
  for (const Table* table : tables) restore_storage_of(context, *table, name);
  for (const Table* table : tables) set_defaults_below(context, *table, name, true);
  for (const auto& [table, column] : users.defaults) {
    if (!uses(column, name)) change_default(context, table, column, true);
  }
  // What was granted on the type went with the old one. Values that became others, or compare
  // otherwise, may break rules that they met.
  restore_dependents(context, dependents, reorders || label);
  context.add(context.writer().word("drop type").name(old).take());
}

}  // namespace

void emit(const Context& context, const CreateEnum& op) {
  context.add(create_type(context, op.enumeration.name, op.enumeration.values));
  add_owner(context, op.enumeration);
  if (!op.enumeration.comment.empty())
    comment_on_type(context, op.enumeration.name, op.enumeration.comment);
}

void emit(const Context& context, const DropEnum& op) {
  context.add(context.writer().word("drop type").name(op.name).take());
}

void emit(const Context& context, const RenameEnum& op) {
  ObjectName now = op.from;
  if (now.schema != op.to.schema) {
    SqlWriter w = context.writer();
    w.word("alter type")
        .name(now)
        .word("set schema")
        .identifier(op.to.schema.empty() ? "public" : op.to.schema);
    context.add(w.take());
    now.schema = op.to.schema;
  }
  if (now.name != op.to.name) {
    context.add(context.writer()
                    .word("alter type")
                    .name(now)
                    .word("rename to")
                    .identifier(op.to.name)
                    .take());
  }
}

void emit(const Context& context, const AddEnumValue& op) {
  SqlWriter w = context.writer();
  w.word("alter type").name(op.name).word("add value").literal(op.value);
  if (!op.before.empty())
    w.word("before").literal(op.before);
  else if (!op.after.empty())
    w.word("after").literal(op.after);
  context.add(w.take());
  // The label cannot be used before the commit (SQLSTATE 55P04; only in 17 and only for types of
  // the same transaction it can).
  context.sink.boundary();
}

void emit(const Context& context, const RenameEnumValue& op) {
  SqlWriter w = context.writer();
  w.word("alter type")
      .name(op.name)
      .word("rename value")
      .literal(op.from)
      .word("to")
      .literal(op.to);
  context.add(w.take());
}

void emit(const Context& context, const DropEnumValue& op) {
  const Enum& former = *context.schema.find_enum(op.name);
  if (!op.map_to) {
    for (const Table* table : tables_with(context.schema, op.name)) {
      for (const Column& column : table->columns) {
        if (uses(column, op.name)) guard_label(context, *table, column, op.value);
      }
    }
  }
  std::vector<std::string> values = former.values;
  std::erase(values, op.value);
  std::optional<Relabelled> label;
  if (op.map_to) label = {.from = op.value, .to = *op.map_to};
  replace_type(context, former, values, label);
}

void emit(const Context& context, const ReorderEnumValues& op) {
  replace_type(context, *context.schema.find_enum(op.name), op.values, {});
}

}  // namespace migc::postgres
