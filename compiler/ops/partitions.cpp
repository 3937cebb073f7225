#include "compiler/ops/partitions.h"

#include <algorithm>
#include <set>
#include <utility>

namespace migc {
namespace {

// ---- what is the same but for its name and its place

Index bare(Index index) {
  index.name.clear();
  index.comment.clear();
  index.parent.clear();
  index.with.clear();
  index.tablespace.clear();
  return index;
}

ConstraintBody bare(ConstraintBody body) {
  const auto clear = [](auto& key) {
    key.with.clear();
    key.tablespace.clear();
  };
  if (auto* key = std::get_if<PrimaryKey>(&body)) clear(*key);
  if (auto* key = std::get_if<Unique>(&body)) clear(*key);
  return body;
}

bool is_check(const Constraint& constraint) {
  return std::holds_alternative<Check>(constraint.body);
}

const Index* equal_in(const Table& table, const Index& index) {
  const Index wanted = bare(index);
  const auto found = std::ranges::find_if(table.indexes, [&](const Index& each) {
    return each.parent.empty() && bare(each) == wanted;
  });
  return found == table.indexes.end() ? nullptr : &*found;
}

const Constraint* equal_in(const Table& table, const Constraint& constraint) {
  const ConstraintBody wanted = bare(constraint.body);
  const auto found = std::ranges::find_if(table.constraints, [&](const Constraint& each) {
    // Checks find each other by their names.
    if (is_check(constraint) && each.name != constraint.name) return false;
    return each.parent.empty() && bare(each.body) == wanted;
  });
  return found == table.constraints.end() ? nullptr : &*found;
}

std::string name_for(const Schema& schema, const Table& table, const Index& index) {
  return default_index_name(schema, table, index);
}

std::string name_for(const Schema& schema, const Table& table, const Constraint& constraint) {
  // Checks share one name; foreign keys keep theirs where it is free (ChooseConstraintName is asked
  // only then).
  const bool keeps = is_check(constraint) || (std::holds_alternative<ForeignKey>(constraint.body) &&
                                              table.find_constraint(constraint.name) == nullptr);
  return keeps ? constraint.name : default_constraint_name(schema, table, constraint.body);
}

/// Names that the parts in front have taken: of each schema those of its relations.
using Taken = std::set<ObjectName>;

template <typename Item>
Item part_in(const Schema& schema, const Table& table, const Item& item, const Taken& taken) {
  Table busy = table;
  for (const ObjectName& name : taken) {
    if (name.schema != table.name.schema) continue;
    Index place_holder;
    place_holder.name = name.name;
    busy.insert(std::move(place_holder));
  }
  Item part = item;
  part.comment.clear();
  if constexpr (requires { part.index_comment; }) part.index_comment.clear();
  part.name = name_for(schema, busy, item);
  part.parent = item.name;
  part.origin = {};
  return part;
}

/// Indexes, keys and foreign keys have parts in partitions; checks in heirs as well.
bool reaches_children(const Table& table, const Index&) { return table.partition_by.has_value(); }
bool reaches_children(const Table& table, const Constraint& constraint) {
  const auto* check = std::get_if<Check>(&constraint.body);
  return check != nullptr ? !check->no_inherit : table.partition_by.has_value();
}

const std::vector<Index>& items_of(const Table& table, const Index&) { return table.indexes; }
const std::vector<Constraint>& items_of(const Table& table, const Constraint&) {
  return table.constraints;
}

template <typename Item>
void add_existing(const Schema& schema, const ObjectName& table, const Item& item,
                  std::vector<Part<Item>>& parts) {
  for (const ObjectName& child : schema.children_of(table)) {
    for (const Item& own : items_of(*schema.find_table(child), item)) {
      if (own.parent == item.name) add_existing(schema, child, own, parts);
    }
  }
  const auto same = [&](const Part<Item>& part) {
    return part.table == table && part.item.name == item.name;
  };
  if (std::ranges::none_of(parts, same))
    parts.push_back({.table = table, .item = item, .adopted = false});
}

template <typename Item>
void add_parts(const Schema& schema, const ObjectName& name, const Item& item, Taken& taken,
               std::vector<Part<Item>>& parts) {
  const Table& table = *schema.find_table(name);
  Part<Item> part{.table = name, .item = {}, .adopted = false};
  if (const Item* own = equal_in(table, item)) {
    part.item = *own;
    // What an heir has of its own stays its own; of a partition it becomes a part.
    if (table.inherits.empty()) part.item.parent = item.name;
    part.adopted = true;
  } else {
    part.item = part_in(schema, table, item, taken);
    taken.insert({name.schema, part.item.name});
  }
  if (reaches_children(table, item)) {
    for (const ObjectName& child : schema.children_of(name))
      add_parts(schema, child, part.item, taken, parts);
  }
  parts.push_back(std::move(part));
}

template <typename Item>
std::vector<Part<Item>> parts_below(const Schema& schema, const ObjectName& table,
                                    const Item& item) {
  std::vector<Part<Item>> parts;
  if (!reaches_children(*schema.find_table(table), item)) return parts;
  Taken taken{{table.schema, item.name}};
  for (const ObjectName& child : schema.children_of(table))
    add_parts(schema, child, item, taken, parts);
  return parts;
}

}  // namespace

std::vector<Part<Index>> parts_of(const Schema& schema, const ObjectName& table,
                                  const Index& index) {
  return parts_below(schema, table, index);
}

std::vector<Part<Constraint>> parts_of(const Schema& schema, const ObjectName& table,
                                       const Constraint& constraint) {
  return parts_below(schema, table, constraint);
}

std::vector<Part<Index>> parts_with(const Schema& schema, const ObjectName& table,
                                    const Index& index) {
  std::vector<Part<Index>> parts;
  add_existing(schema, table, index, parts);
  return parts;
}

std::vector<Part<Constraint>> parts_with(const Schema& schema, const ObjectName& table,
                                         const Constraint& constraint) {
  std::vector<Part<Constraint>> parts;
  add_existing(schema, table, constraint, parts);
  return parts;
}

PartitionParts parts_for(const Schema& schema, const Table& parent, const ObjectName& partition) {
  PartitionParts parts;
  Taken taken;
  for (const Constraint& constraint : parent.constraints)
    add_parts(schema, partition, constraint, taken, parts.constraints);
  for (const Index& index : parent.indexes)
    add_parts(schema, partition, index, taken, parts.indexes);
  return parts;
}

Table new_partition(const Schema& schema, const Table& parent, Table partition) {
  for (const Column& column : parent.columns) partition.columns.push_back(inherited_column(column));
  for (const Constraint& constraint : parent.constraints) {
    Constraint part = part_in(schema, partition, constraint, {});
    // ATTACH PARTITION refuses a check that is not valid; of a new table it is.
    if (auto* check = std::get_if<Check>(&part.body)) check->not_valid = false;
    partition.insert(std::move(part));
  }
  for (const Index& index : parent.indexes) partition.insert(part_in(schema, partition, index, {}));
  return partition;
}

Constraint part_of(const Constraint& check) {
  Constraint part = check;
  part.parent = check.name;
  part.comment.clear();
  part.origin = {};
  return part;
}

Column inherited_column(const Column& column) {
  Column inherited = column;
  inherited.identity.reset();
  inherited.comment.clear();
  inherited.with.clear();
  inherited.inherited = false;
  return inherited;
}

std::vector<std::string> key_columns(const PartitionKey& key) {
  std::vector<std::string> names;
  for (const IndexPart& part : key.parts) {
    for (std::string& name : columns_of(part.expression)) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace migc
