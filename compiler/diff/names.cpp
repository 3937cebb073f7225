#include "compiler/diff/names.h"

#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/schema/cut.h"

namespace migc {
namespace {

void add_names(const Object& object, std::set<std::string>& names) {
  const auto add = [&](const std::string& name) { names.insert(to_lower(name)); };
  add(name_of(object).name);
  for (const ObjectName& name : relation_names(object)) add(name.name);
  std::visit(overloaded{
                 [&](const Table& table) {
                   for (const Column& column : table.columns) add(column.name);
                   for (const Constraint& constraint : table.constraints) add(constraint.name);
                 },
                 [&](const Enum& enumeration) { std::ranges::for_each(enumeration.values, add); },
                 [&](const CompositeType& type) {
                   for (const Attribute& attribute : type.attributes) add(attribute.name);
                 },
                 [](const auto&) {},
             },
             object);
}

/// The names that the operation gives to what had another one, or was not there.
std::vector<ObjectName> given_names(const OperationBody& body) {
  return std::visit(overloaded{
                        [](const CreateTable& op) { return relation_names(Object(op.table)); },
                        [](const CreateEnum& op) { return std::vector{op.enumeration.name}; },
                        [](const CreateObject& op) {
                          std::vector<ObjectName> names = relation_names(op.object);
                          names.push_back(name_of(op.object));
                          return names;
                        },
                        [](const ReplaceObject& op) { return relation_names(op.after); },
                        [](const RenameTable& op) { return std::vector{op.to}; },
                        [](const RenameEnum& op) { return std::vector{op.to}; },
                        [](const RenameObject& op) { return std::vector{op.to}; },
                        [](const AddConstraint& op) {
                          return std::vector<ObjectName>{{op.table.schema, op.constraint.name}};
                        },
                        [](const RenameConstraint& op) {
                          return std::vector<ObjectName>{{op.table.schema, op.to}};
                        },
                        [](const AddIndex& op) {
                          return std::vector<ObjectName>{{op.table.schema, op.index.name}};
                        },
                        [](const RenameIndex& op) {
                          return std::vector<ObjectName>{{op.table.schema, op.to}};
                        },
                        [](const auto&) { return std::vector<ObjectName>(); },
                    },
                    body);
}

/// The object that the operation creates, changes or renames, as it is called after it; nothing
/// where it is about a part of one.
std::optional<ObjectKey> object_after(const OperationBody& body) {
  if (const auto* op = std::get_if<CreateTable>(&body))
    return ObjectKey{ObjectKind::table, op->table.name};
  if (const auto* op = std::get_if<CreateEnum>(&body))
    return ObjectKey{ObjectKind::enum_, op->enumeration.name};
  if (const auto* op = std::get_if<CreateObject>(&body)) return key_of(op->object);
  if (const auto* op = std::get_if<ReplaceObject>(&body)) return key_of(op->after);
  if (const auto* op = std::get_if<RenameTable>(&body)) return ObjectKey{ObjectKind::table, op->to};
  if (const auto* op = std::get_if<RenameEnum>(&body)) return ObjectKey{ObjectKind::enum_, op->to};
  const auto* op = std::get_if<RenameObject>(&body);
  if (op == nullptr) return std::nullopt;
  return ObjectKey{op->from.kind, op->to, op->from.detail};
}

/// Of the table whose constraint gets the name, for they share theirs with no other table.
std::optional<Holder> constraint_of_that_name(const Schema& schema, const ObjectName& table,
                                              const std::string& name) {
  const Table* found = schema.find_table(table);
  if (found == nullptr || found->find_constraint(name) == nullptr) return std::nullopt;
  return Holder{.object = {ObjectKind::table, table}, .constraint = name};
}

std::optional<Holder> relation_of_that_name(const Schema& schema, const ObjectName& name) {
  const ObjectKey* owner = schema.find_relation(name);
  if (owner == nullptr) return std::nullopt;
  Holder holder{.object = *owner};
  if (owner->name == name) return holder;
  const Table* table = schema.find_table(owner->name);
  const bool is_index = table == nullptr || table->find_index(name.name) != nullptr;
  (is_index ? holder.index : holder.constraint) = name.name;
  return holder;
}

/// What keeps an object of the key from being there.
std::optional<Holder> object_of_that_name(const Schema& schema, const ObjectKey& key) {
  if (schema.find(key) != nullptr) return Holder{.object = key};
  if (!share_names(key.kind, ObjectKind::table)) return std::nullopt;
  std::optional<Holder> relation = relation_of_that_name(schema, key.name);
  if (relation && relation->object.name == key.name) return relation;
  if (const Object* type = schema.find_type(key.name)) return Holder{.object = key_of(*type)};
  // An index keeps no type from having its name.
  const bool is_relation = !is_type(key.kind) || key.kind == ObjectKind::composite_type;
  return is_relation ? relation : std::nullopt;
}

}  // namespace

std::string SpareNames::take(const std::string& name) {
  if (taken_.empty()) {
    for (const Schema* schema : {&from_, &to_}) {
      for (const auto& [key, object] : schema->objects()) add_names(object, taken_);
    }
  }
  for (int number = 1;; ++number) {
    const std::string label = number == 1 ? "_old" : fmt::format("_old{}", number);
    const std::size_t kept = cut_at_character(name, postgres_name_bytes - label.size());
    std::string spare = name.substr(0, kept) + label;
    if (!taken_.insert(to_lower(spare)).second) continue;
    given_.emplace(spare, before(name));
    return spare;
  }
}

const std::string& SpareNames::before(const std::string& name) const {
  const auto found = given_.find(name);
  return found == given_.end() ? name : found->second;
}

std::optional<Holder> holder_of_wanted_name(const Schema& schema, const OperationBody& body) {
  const auto* add = std::get_if<AddConstraint>(&body);
  const auto* rename = std::get_if<RenameConstraint>(&body);
  if (add != nullptr || rename != nullptr) {
    const auto found = add != nullptr
                           ? constraint_of_that_name(schema, add->table, add->constraint.name)
                           : constraint_of_that_name(schema, rename->table, rename->to);
    if (found) return found;
    const Table* table = rename == nullptr ? nullptr : schema.find_table(rename->table);
    const Constraint* renamed = table == nullptr ? nullptr : table->find_constraint(rename->from);
    if (renamed != nullptr && !has_index(renamed->body)) return std::nullopt;
    if (add != nullptr && !has_index(add->constraint.body)) return std::nullopt;
  }
  const std::optional<ObjectKey> own = object_after(body);
  for (const ObjectName& name : given_names(body)) {
    std::optional<Holder> holder = own && name == own->name ? object_of_that_name(schema, *own)
                                                            : relation_of_that_name(schema, name);
    const bool is_its_own =
        std::holds_alternative<ReplaceObject>(body) && holder && holder->object == *own;
    if (holder && !is_its_own) return holder;
  }
  return std::nullopt;
}

std::optional<Holder> renamed_by(const OperationBody& body) {
  if (const auto* op = std::get_if<RenameConstraint>(&body))
    return Holder{.object = {ObjectKind::table, op->table}, .constraint = op->from};
  const auto* op = std::get_if<RenameIndex>(&body);
  if (op == nullptr) return std::nullopt;
  return Holder{.object = {ObjectKind::table, op->table}, .index = op->from};
}

bool is_to_leave(const Holder& holder, const Schema& now, const Schema& to) {
  const Object* wanted = to.find(holder.object);
  if (wanted == nullptr) return true;
  const auto* table = std::get_if<Table>(&*wanted);
  const Table* former = now.find_table(holder.object.name);
  if (table == nullptr || former == nullptr) return !holder.index.empty();
  const auto stays = [](const auto* before, const auto* after) {
    // A part of a parent's is called as it was, whatever is wanted.
    return before != nullptr &&
           (!before->parent.empty() || (after != nullptr && *before == *after));
  };
  if (!holder.constraint.empty())
    return !stays(former->find_constraint(holder.constraint),
                  table->find_constraint(holder.constraint));
  return !holder.index.empty() &&
         !stays(former->find_index(holder.index), table->find_index(holder.index));
}

OperationBody rename_of(const ObjectKey& from, const ObjectName& to) {
  if (from.kind == ObjectKind::name_space) return RenameNamespace{.from = from.name, .to = to};
  if (from.kind == ObjectKind::enum_) return RenameEnum{.from = from.name, .to = to};
  if (from.kind == ObjectKind::table) return RenameTable{.from = from.name, .to = to};
  return RenameObject{.from = from, .to = to};
}

OperationBody rename_of(const Holder& holder, const std::string& to) {
  const ObjectName& name = holder.object.name;
  if (!holder.constraint.empty())
    return RenameConstraint{.table = name, .from = holder.constraint, .to = to};
  if (!holder.index.empty()) return RenameIndex{.table = name, .from = holder.index, .to = to};
  return rename_of(holder.object, ObjectName{name.schema, to});
}

const std::string& name_of(const Holder& holder) {
  if (!holder.constraint.empty()) return holder.constraint;
  return holder.index.empty() ? holder.object.name.name : holder.index;
}

bool share_names(ObjectKind a, ObjectKind b) {
  const auto is_one_of_them = [](ObjectKind kind) {
    return is_type(kind) || kind == ObjectKind::sequence || kind == ObjectKind::table ||
           kind == ObjectKind::virtual_table || kind == ObjectKind::view;
  };
  return a == b || (is_one_of_them(a) && is_one_of_them(b));
}

}  // namespace migc
