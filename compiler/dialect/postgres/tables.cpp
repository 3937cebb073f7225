#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/deferred.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/dependents.h"
#include "compiler/dialect/postgres/guards.h"
#include "compiler/dialect/postgres/object_definitions.h"
#include "compiler/dialect/postgres/operations.h"
#include "compiler/dialect/postgres/partitions.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/dialect/postgres/stash.h"

namespace migc::postgres {
namespace {

void add_row_security(const Context& context, const TableOptions& from, const TableOptions& to,
                      const ObjectName& table) {
  const auto set = [&](bool was, bool is, std::string_view on, std::string_view off) {
    if (was == is) return;
    context.add(alter_table(context, table).word(is ? on : off).word("row level security").take(),
                Fact::change_catalog, table);
  };
  set(from.row_security, to.row_security, "enable", "disable");
  set(from.force_row_security, to.force_row_security, "force", "no force");
}

/// What the column has already when the table is created.
Column parents_column(const Context& context, const Table& table, const Column& column) {
  if (!column.inherited) return {};
  Column from;
  for (const ObjectName& name : table.inherits) {
    const Column* above = context.schema.find_table(name)->find_column(column.name);
    if (above == nullptr) continue;
    // Storage and compression come along (manual, CREATE TABLE); a statistics target does not.
    from.storage = above->storage;
    from.compression = above->compression;
  }
  return from;
}

/// An heir may have another default than its parent, or be stricter.
void add_differences(const Context& context, const Table& table) {
  for (const Column& column : table.columns) {
    if (!column.inherited) continue;
    std::optional<Expression> value;
    bool not_null = false;
    for (const ObjectName& name : table.inherits) {
      const Column* above = context.schema.find_table(name)->find_column(column.name);
      if (above == nullptr) continue;
      value = above->default_value;
      not_null = not_null || above->not_null;
    }
    SqlWriter w = alter_column(context, table.name, column.name);
    if (value != column.default_value) {
      if (column.default_value)
        w.word("set default").expression(*column.default_value);
      else
        w.word("drop default");
      context.add(w.take(), Fact::change_catalog, table.name);
    }
    const bool in_key = table.primary_key() != nullptr && column.not_null;
    if (column.not_null && !not_null && !in_key)
      context.add(alter_column(context, table.name, column.name).word("set not null").take(),
                  Fact::change_catalog, table.name);
  }
}

/// The rows of a partition were counted by the tables above it.
void advance_ancestors(const Context& context, const Table& table) {
  const Table* above = &table;
  while (above->partition_of) {
    above = context.schema.find_table(above->partition_of->parent);
    for (const Column& column : above->columns) {
      if (column.identity) advance_identity(context, above->name, column);
    }
  }
}

}  // namespace

// ---- tables

void emit(const Context& context, const CreateTable& op) {
  const Table& table = op.table;
  const std::vector<ObjectName> targets = targets_of(table);
  if (!op.stash.empty()) require_stash(context, op.stash);
  if (table.partition_of) {
    const Table& parent = *context.schema.find_table(table.partition_of->parent);
    guard_default_partition(context, parent, table.name, table.partition_of->bound);
  }
  context.add(table_definition(context, table), Fact::create_referencing, table.name, targets);
  for (const Column& column : table.columns) {
    add_storage(context, table.name, parents_column(context, table, column), column);
  }
  add_differences(context, table);
  if (!op.stash.empty()) {
    restore_table(context, table, op.stash);
    const std::vector<ObjectName> deferred = deferred_constraints(table);
    set_constraints(context, deferred, "immediate");
    set_constraints(context, deferred, "deferred");
  }
  for (const Constraint& constraint : table.constraints) {
    if (!is_added_apart(table, constraint)) continue;
    Constraint bare = constraint;
    bare.comment.clear();  // comments follow together
    bare.index_comment.clear();
    add_constraint(context, table, bare);
  }
  for (const Index& index : table.indexes) {
    Index bare = index;
    bare.comment.clear();
    add_index(context, table, bare);
  }
  // Attached rather than created as a partition: the parent stays open to readers and writers
  // meanwhile, and what it has in the partition carries the names that the model knows.
  if (table.partition_of)
    attach(context, table.partition_of->parent, table.name, table.partition_of->bound,
           !op.stash.empty());
  if (!op.stash.empty()) advance_ancestors(context, table);
  add_row_security(context, TableOptions{}, table.options, table.name);
  add_named_indexes(context, table.name, TableOptions{}, table.options);
  add_owner(context, table);
  add_comments(context, table);
}

void emit(const Context& context, const DropTable& op) {
  const Table& table = *context.schema.find_table(op.name);
  const bool kept = op.retention == Retention::preserve && !op.stash.empty();
  if (kept) keep_table(context, table, op.stash);
  std::vector<Hazard> also;
  // A partitioned table has no rows of its own, and those of a foreign table are elsewhere.
  if (!kept && !table.partition_by && !table.foreign) also.push_back(Hazard::deletes_data);
  std::vector<ObjectName> others = targets_of(table);
  // The server drops no partition that a foreign key reaches.
  const bool detached = !referring_tables(context.schema, table).empty();
  if (detached) detach(context, table);
  if (table.partition_of && !detached) others.push_back(table.partition_of->parent);
  context.add(context.writer()
                  .word(table.foreign ? "drop foreign table" : "drop table")
                  .name(op.name)
                  .take(),
              Fact::drop_table, op.name, others, also);
}

void emit(const Context& context, const RenameTable& op) {
  ObjectName now = op.from;
  const auto rename = [&] {
    if (now.name == op.to.name) return;
    context.add(alter_table(context, now).word("rename to").identifier(op.to.name).take(),
                Fact::change_catalog, now);
    now.name = op.to.name;
  };
  const auto move = [&] {
    if (now.schema == op.to.schema) return;
    const std::string target = op.to.schema.empty() ? "public" : op.to.schema;
    context.add(alter_table(context, now).word("set schema").identifier(target).take(),
                Fact::change_catalog, now);
    now.schema = op.to.schema;
  };
  // On its way the table has one old and one new half of its name, which must be free.
  const bool name_taken_there =
      context.schema.find_relation({op.to.schema, op.from.name}) != nullptr;
  if (name_taken_there) rename();
  move();
  rename();
}

void emit(const Context& context, const SetTableOptions& op) {
  const TableOptions& former = context.schema.find_table(op.table)->options;
  add_row_security(context, former, op.options, op.table);
  if (former.unlogged != op.options.unlogged) {
    context.add(alter_table(context, op.table)
                    .word(op.options.unlogged ? "set unlogged" : "set logged")
                    .take(),
                Fact::rewrite, op.table);
  }
  for (const std::string& change : parameter_changes(former.with, op.options.with))
    context.add(alter_table(context, op.table).raw(" " + change).take(), Fact::set_parameters,
                op.table);
  add_named_indexes(context, op.table, former, op.options);
  if (former.tablespace != op.options.tablespace) {
    const std::string target = op.options.tablespace.empty() ? "pg_default" : op.options.tablespace;
    context.add(alter_table(context, op.table).word("set tablespace").identifier(target).take(),
                Fact::rewrite, op.table);
  }
}

// ---- constraints

void emit(const Context& context, const AddConstraint& op) {
  const Table& table = *context.schema.find_table(op.table);
  if (!is_not_valid(op.constraint)) guard_constraint(context, table, op.constraint);
  add_constraint(context, table, op.constraint);
}

void emit(const Context& context, const DropConstraint& op) {
  const Table& table = *context.schema.find_table(op.table);
  drop_constraint(context, table, *table.find_constraint(op.name));
}

void emit(const Context& context, const RenameConstraint& op) {
  SqlWriter w = alter_table(context, op.table);
  w.word("rename constraint").identifier(op.from).word("to").identifier(op.to);
  context.add(w.take(), Fact::change_catalog, op.table);
}

void emit(const Context& context, const ValidateConstraint& op) {
  const Table& table = *context.schema.find_table(op.table);
  const Constraint& constraint = *table.find_constraint(op.name);
  if (!is_not_valid(constraint)) return;
  guard_constraint(context, table, constraint);
  const auto* key = std::get_if<ForeignKey>(&constraint.body);
  std::vector<ObjectName> others;
  if (key != nullptr && key->target != op.table) others.push_back(key->target);
  context.add(alter_table(context, op.table).word("validate constraint").identifier(op.name).take(),
              key != nullptr ? Fact::validate_foreign_key : Fact::validate_check, op.table, others);
}

// ---- indexes

void emit(const Context& context, const AddIndex& op) {
  const Table& table = *context.schema.find_table(op.table);
  guard_index(context, table, op.index);
  add_index(context, table, op.index);
}

void emit(const Context& context, const DropIndex& op) {
  const Table& table = *context.schema.find_table(op.table);
  drop_index(context, table, *table.find_index(op.name));
}

void emit(const Context& context, const RenameIndex& op) {
  const ObjectName index{op.table.schema, op.from};
  SqlWriter w = context.writer();
  w.word("alter index").name(index).word("rename to").identifier(op.to);
  context.add(w.take(), Fact::rename_index, index);
}

}  // namespace migc::postgres
