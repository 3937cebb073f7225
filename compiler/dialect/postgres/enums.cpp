#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/dependents.h"
#include "compiler/dialect/postgres/guards.h"
#include "compiler/dialect/postgres/object_definitions.h"
#include "compiler/dialect/postgres/operations.h"
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

/// The old label becomes the new one on the way from type to type.
std::string converted(const Context& context, const Column& column, const DropEnumValue& op) {
  const std::string name = quote_identifier(column.name, spelling());
  const std::string type = type_text(column.type, context.schema);
  const std::string from = quote_literal(op.value);
  if (column.type.dimensions > 0) {
    if (!op.map_to) return fmt::format("{}::text[]::{}", name, type);
    return fmt::format("array_replace({}::text[], {}, {})::{}", name, from,
                       quote_literal(*op.map_to), type);
  }
  if (!op.map_to) return fmt::format("{}::text::{}", name, type);
  return fmt::format("(CASE {}::text WHEN {} THEN {} ELSE {}::text END)::{}", name, from,
                     quote_literal(*op.map_to), name, type);
}

void change_columns(const Context& context, const Table& table, const DropEnumValue& op) {
  std::vector<std::string> actions;
  for (const Column& column : table.columns) {
    if (!uses(column, op.name) || column.generated) continue;
    const std::string alter = "ALTER COLUMN " + quote_identifier(column.name, spelling());
    if (column.default_value) actions.push_back(alter + " DROP DEFAULT");
    actions.push_back(fmt::format("{} TYPE {} USING {}", alter,
                                  type_text(column.type, context.schema),
                                  converted(context, column, op)));
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
  std::vector<Hazard> also = {Hazard::may_fail_on_data};
  if (op.map_to) also.push_back(Hazard::changes_rows);
  if (!table.indexes.empty() || table.primary_key() != nullptr)
    also.push_back(Hazard::builds_index);
  context.add(w.take(), Fact::change_type_rewriting, table.name, {}, also);
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

/// PostgreSQL cannot take a label away: a new type takes the old one's place, column by column.
void emit(const Context& context, const DropEnumValue& op) {
  const Enum& former = *context.schema.find_enum(op.name);
  const std::vector<const Table*> tables = tables_with(context.schema, op.name);
  if (!op.map_to) {
    for (const Table* table : tables) {
      for (const Column& column : table->columns) {
        if (uses(column, op.name)) guard_label(context, *table, column, op.value);
      }
    }
  }
  Dependents dependents;
  for (const Table* table : tables) add_generated_users(context, *table, op.name, dependents);
  drop_dependents(context, dependents);
  const ObjectName old{op.name.schema, derived_name(op.name.name, "__old")};
  context.add(context.writer()
                  .word("alter type")
                  .name(op.name)
                  .word("rename to")
                  .identifier(old.name)
                  .take());
  std::vector<std::string> values = former.values;
  std::erase(values, op.value);
  context.add(create_type(context, op.name, values));
  add_owner(context, former);
  if (!former.comment.empty()) comment_on_type(context, op.name, former.comment);
  for (const Table* table : tables) change_columns(context, *table, op);
  restore_dependents(context, dependents);
  // What was granted on the type went with the old one.
  for (const ObjectKey& user : context.schema.users_of({ObjectKind::enum_, op.name})) {
    if (const auto* privileges = std::get_if<Privileges>(context.schema.find(user)))
      grant_all(context, *privileges);
  }
  context.add(context.writer().word("drop type").name(old).take());
}

}  // namespace migc::postgres
