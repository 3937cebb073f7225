// The overloads of `Evolver` for constraints and indexes.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/ops/evolver.h"
#include "compiler/ops/partitions.h"

namespace migc {

bool Evolver::check_is_own(const Table& table, const std::string& name) {
  for (const ObjectName& parent : table.inherits) {
    const Constraint* from = schema_.find_table(parent)->find_constraint(name);
    const auto* check = from == nullptr ? nullptr : std::get_if<Check>(&from->body);
    if (check != nullptr && !check->no_inherit) return part_is_own(table, "check", name, name);
  }
  return true;
}

bool Evolver::parts_are_free(const ObjectName& table, const Constraint& added) {
  const auto* check = std::get_if<Check>(&added.body);
  for (const ObjectName& name : schema_.descendants_of(table)) {
    const Table& below = *schema_.find_table(name);
    const Constraint* own = below.find_constraint(added.name);
    const bool clashes =
        check != nullptr && !check->no_inherit && own != nullptr && own->body != added.body;
    const bool second_key =
        std::holds_alternative<PrimaryKey>(added.body) && below.partition_of &&
        below.primary_key() != nullptr &&
        below.primary_key()->columns != std::get<PrimaryKey>(added.body).columns;
    if (!clashes && !second_key) continue;
    error(clashes ? Code::duplicate_constraint : Code::second_primary_key,
          clashes ? fmt::format("table `{}` has another constraint `{}` already", name.display(),
                                added.name)
                  : fmt::format("table `{}` has another primary key already", name.display()))
        .label(below.origin.span, "created here");
    return false;
  }
  return true;
}

bool Evolver::operator()(const AddConstraint& op) {
  const Table* found = table(op.table);
  if (found == nullptr || !constraint_fits(*found, op.constraint)) return false;
  if (has_index(op.constraint.body) && !relation_is_free({op.table.schema, op.constraint.name}))
    return false;
  if (!partitioned_fits(*found, op.constraint) || !parts_are_free(op.table, op.constraint))
    return false;
  std::vector<Part<Constraint>> parts = parts_of(schema_, op.table, op.constraint);
  parts.push_back({.table = op.table, .item = op.constraint, .adopted = false});
  for (const Part<Constraint>& part : parts) {
    schema_.edit_table(part.table, [&](Table& t) {
      if (const auto* key = std::get_if<PrimaryKey>(&part.item.body)) {
        for (const std::string& name : key->columns) t.find_column(name)->not_null = true;
      }
      t.erase_constraint(part.item.name);
      t.insert(part.item);
    });
  }
  return true;
}

bool Evolver::keys_remain(const Table& without, std::string_view what, const std::string& name) {
  std::vector<ObjectKey> users = schema_.users_of({ObjectKind::table, without.name});
  users.push_back({ObjectKind::table, without.name});
  for (const ObjectKey& user : users) {
    const Table* child = user.name == without.name ? &without : schema_.find_table(user.name);
    if (child == nullptr) continue;
    for (const Constraint& c : child->constraints) {
      const auto* foreign_key = std::get_if<ForeignKey>(&c.body);
      if (foreign_key == nullptr || foreign_key->target != without.name) continue;
      if (has_unique_key(without, foreign_key->target_columns)) continue;
      error(Code::still_in_use,
            fmt::format("{} `{}` is the key that foreign key `{}` of table `{}` refers to", what,
                        name, c.name, user.name.display()))
          .label(c.origin.span, "the foreign key")
          .with_help("drop the foreign key first");
      return false;
    }
  }
  return true;
}

bool Evolver::operator()(const DropConstraint& op) {
  const Table* found = table(op.table);
  const Constraint* target = found == nullptr ? nullptr : constraint(*found, op.name);
  if (target == nullptr || !part_is_own(*found, "constraint", op.name, target->parent))
    return false;
  if (std::holds_alternative<Check>(target->body) && !check_is_own(*found, op.name)) return false;
  std::vector<Part<Constraint>> gone = parts_with(schema_, op.table, *target);
  // An heir keeps what another parent has as well.
  std::erase_if(gone, [&](const Part<Constraint>& part) {
    const std::vector<ObjectName>& parents = schema_.find_table(part.table)->inherits;
    return std::ranges::count_if(parents, [&](const ObjectName& parent) {
             return schema_.find_table(parent)->find_constraint(part.item.name) != nullptr;
           }) > 1;
  });
  for (const Part<Constraint>& part : gone) {
    Table without = *schema_.find_table(part.table);
    without.erase_constraint(part.item.name);
    if (!keys_remain(without, "constraint", part.item.name) ||
        !not_named_in_options(without, "constraint", part.item.name))
      return false;
  }
  for (const Part<Constraint>& part : gone)
    schema_.edit_table(part.table, [&](Table& t) { t.erase_constraint(part.item.name); });
  return true;
}

bool Evolver::operator()(const RenameConstraint& op) {
  const Table* found = table(op.table);
  const Constraint* target = found == nullptr ? nullptr : constraint(*found, op.from);
  if (target == nullptr) return false;
  if (const Constraint* other = found->find_constraint(op.to)) {
    error(Code::duplicate_constraint,
          fmt::format("table `{}` has a constraint `{}` already", op.table.display(), op.to))
        .label(other->origin.span, "created here");
    return false;
  }
  if (has_index(target->body) && !relation_is_free({op.table.schema, op.to})) return false;
  const bool is_check = std::holds_alternative<Check>(target->body);
  if (is_check && !part_is_own(*found, "check", op.from, target->parent)) return false;
  const std::vector<Part<Constraint>> parts = parts_with(schema_, op.table, *target);
  for (const Part<Constraint>& part : parts) {
    if (is_check && schema_.find_table(part.table)->find_constraint(op.to) != nullptr) {
      error(Code::duplicate_constraint,
            fmt::format("table `{}` has a constraint `{}` already", part.table.display(), op.to));
      return false;
    }
  }
  for (const Part<Constraint>& part : parts) {
    schema_.edit_table(part.table, [&](Table& t) {
      Constraint renamed = *t.find_constraint(part.item.name);
      // Of a key or foreign key the partitions keep their names; checks share one.
      if (is_check || part.table == op.table) renamed.name = op.to;
      if (has_index(renamed.body) && part.table == op.table) t.options.rename_index(op.from, op.to);
      if (renamed.parent == op.from && part.table != op.table) renamed.parent = op.to;
      t.erase_constraint(part.item.name);
      t.insert(std::move(renamed));
    });
  }
  return true;
}

bool Evolver::operator()(const ValidateConstraint& op) {
  const Table* found = table(op.table);
  const Constraint* target = found == nullptr ? nullptr : constraint(*found, op.name);
  if (target == nullptr) return false;
  const auto* check = std::get_if<Check>(&target->body);
  const auto* foreign_key = std::get_if<ForeignKey>(&target->body);
  const bool not_valid =
      (check != nullptr && check->not_valid) || (foreign_key != nullptr && foreign_key->not_valid);
  if (!not_valid) return no_effect(fmt::format("constraint `{}` is valid already", op.name));
  for (const Part<Constraint>& part : parts_with(schema_, op.table, *target)) {
    schema_.edit_table(part.table, [&](Table& t) {
      ConstraintBody& body = t.find_constraint(part.item.name)->body;
      if (auto* c = std::get_if<Check>(&body)) c->not_valid = false;
      if (auto* f = std::get_if<ForeignKey>(&body)) f->not_valid = false;
    });
  }
  return true;
}

bool Evolver::operator()(const AddIndex& op) {
  const Table* found = table(op.table);
  if (found == nullptr || !index_fits(*found, op.index)) return false;
  if (!relation_is_free({op.table.schema, op.index.name}) || !partitioned_fits(*found, op.index))
    return false;
  std::vector<Part<Index>> parts = parts_of(schema_, op.table, op.index);
  parts.push_back({.table = op.table, .item = op.index, .adopted = false});
  for (const Part<Index>& part : parts) {
    schema_.edit_table(part.table, [&](Table& t) {
      t.erase_index(part.item.name);
      t.insert(part.item);
    });
  }
  return true;
}

bool Evolver::operator()(const DropIndex& op) {
  const Table* found = table(op.table);
  const Index* target = found == nullptr ? nullptr : index(*found, op.name);
  if (target == nullptr || !part_is_own(*found, "index", op.name, target->parent)) return false;
  const std::vector<Part<Index>> gone = parts_with(schema_, op.table, *target);
  for (const Part<Index>& part : gone) {
    Table without = *schema_.find_table(part.table);
    without.erase_index(part.item.name);
    if (!keys_remain(without, "index", part.item.name) ||
        !not_named_in_options(without, "index", part.item.name))
      return false;
  }
  for (const Part<Index>& part : gone)
    schema_.edit_table(part.table, [&](Table& t) { t.erase_index(part.item.name); });
  return true;
}

bool Evolver::operator()(const RenameIndex& op) {
  const Table* found = table(op.table);
  if (found == nullptr || index(*found, op.from) == nullptr) return false;
  if (!relation_is_free({op.table.schema, op.to})) return false;
  for (const ObjectName& child : schema_.children_of(op.table)) {
    schema_.edit_table(child, [&](Table& t) {
      for (Index& part : t.indexes) {
        if (part.parent == op.from) part.parent = op.to;
      }
    });
  }
  schema_.edit_table(op.table, [&](Table& t) {
    Index renamed = *t.find_index(op.from);
    renamed.name = op.to;
    t.erase_index(op.from);
    t.insert(std::move(renamed));
    t.options.rename_index(op.from, op.to);
  });
  return true;
}

}  // namespace migc
