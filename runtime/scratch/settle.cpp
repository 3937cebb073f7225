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

}  // namespace

Schema settle(Schema wanted, const Schema& normal, const Schema& found) {
  std::vector<Object> taken;
  for (const auto& [key, object] : wanted.objects()) {
    const Object* as_normal = normal.find(key);
    const Object* as_found = found.find(key);
    if (as_normal == nullptr || as_found == nullptr) continue;
    if (*as_normal == *as_found) {
      taken.push_back(*as_found);
    } else if (const auto* table = std::get_if<Table>(&object)) {
      taken.emplace_back(settled(*table, std::get<Table>(*as_normal), std::get<Table>(*as_found)));
    }
  }
  for (Object& object : taken) wanted.put(std::move(object));
  return wanted;
}

Schema closure(const Schema& schema, const std::vector<ObjectKey>& keys) {
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
    const std::vector<ObjectKey> needed = schema.needs_of(key);
    open.insert(open.end(), needed.begin(), needed.end());
    result.put(*object);
  }
  return result;
}

}  // namespace migc::runtime
