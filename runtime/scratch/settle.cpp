#include <set>
#include <utility>

#include "runtime/scratch/scratch.h"

namespace migc::runtime {

namespace {

/// `part` in the words of `found` where `normal` shows that they are the same.
template <typename Part>
void take(Part& part, const Part* normal, const Part* found) {
  if (normal != nullptr && found != nullptr && *normal == *found) part = *found;
}

Table settled(Table table, const Table& normal, const Table& found) {
  for (Column& column : table.columns)
    take(column, normal.find_column(column.name), found.find_column(column.name));
  for (Constraint& constraint : table.constraints)
    take(constraint, normal.find_constraint(constraint.name),
         found.find_constraint(constraint.name));
  for (Index& index : table.indexes)
    take(index, normal.find_index(index.name), found.find_index(index.name));
  take(table.options, &normal.options, &found.options);
  return table;
}

bool is_foreign_key(const Constraint& constraint) {
  return std::holds_alternative<ForeignKey>(constraint.body);
}

Table with_foreign_keys_of(Table table, const Table& other) {
  std::erase_if(table.constraints, is_foreign_key);
  for (const Constraint& constraint : other.constraints) {
    if (is_foreign_key(constraint)) table.insert(constraint);
  }
  return table;
}

}  // namespace

Schema settle(Schema wanted, const Schema& normal, const Schema& found) {
  std::vector<Object> taken;
  for (const auto& [key, object] : wanted.objects()) {
    const Object* as_normal = normal.find(key);
    const Object* as_found = found.find(key);
    if (as_normal == nullptr || as_found == nullptr) continue;
    if (const auto* table = std::get_if<Table>(&object)) {
      const auto& normal_table = std::get<Table>(*as_normal);
      const auto& found_table = std::get<Table>(*as_found);
      Table same = with_foreign_keys_of(found_table, *table);
      if (with_foreign_keys_of(normal_table, *table) == same)
        taken.emplace_back(std::move(same));
      else
        taken.emplace_back(settled(*table, normal_table, found_table));
    } else if (*as_normal == *as_found) {
      taken.push_back(*as_found);
    }
  }
  for (Object& object : taken) wanted.put(std::move(object));
  return wanted;
}

Schema closure(const Schema& schema, const std::vector<ObjectKey>& keys, ForeignKeys foreign_keys) {
  std::set<ObjectKey> seen;
  std::vector<ObjectKey> open = keys;
  Schema result;
  // What an extension provides is not in the model: any name of a function or type may be its.
  for (const auto& [key, object] : schema.objects()) {
    if (key.kind == ObjectKind::extension) open.push_back(key);
  }
  while (!open.empty()) {
    const ObjectKey key = std::move(open.back());
    open.pop_back();
    const Object* object = schema.find(key);
    if (object == nullptr || !seen.insert(key).second) continue;
    result.put(*object);
    if (key.kind == ObjectKind::table && foreign_keys == ForeignKeys::left_out)
      result.edit_table(key.name,
                        [](Table& table) { std::erase_if(table.constraints, is_foreign_key); });
    for (const ObjectKey& need : dependencies(*result.find(key))) {
      open.push_back(need);
      if (need.kind != ObjectKind::function) continue;
      const std::vector<ObjectKey> meant = schema.routines_named(need.name);
      open.insert(open.end(), meant.begin(), meant.end());
    }
  }
  return result;
}

}  // namespace migc::runtime
