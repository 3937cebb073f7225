#include "compiler/ops/evolve.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/ops/enum_values.h"
#include "compiler/ops/evolver.h"

namespace migc {
namespace {

template <typename Items, typename Name>
std::vector<std::string> names_in(const Items& items, Name name) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(name(item));
  return names;
}

std::vector<std::string> object_names(const Schema& schema, ObjectKind kind) {
  std::vector<std::string> names;
  for (const auto& [key, object] : schema.objects()) {
    if (key.kind == kind) names.push_back(key.name.display());
  }
  return names;
}

void suggest(Diagnostic& diagnostic, std::string_view what, std::string_view wanted,
             const std::vector<std::string>& names) {
  if (const auto near = closest(wanted, names)) {
    diagnostic.with_help(fmt::format("{} with a similar name exists: `{}`", what, *near));
  }
}

bool has_value(const Enum& enumeration, const std::string& value) {
  return std::ranges::find(enumeration.values, value) != enumeration.values.end();
}

}  // namespace

bool evolve(Schema& schema, const Operation& operation, Diagnostics& diagnostics) {
  return std::visit(Evolver(schema, operation.origin, diagnostics), operation.body);
}

// ---- what the overloads share

Diagnostic& Evolver::error(Code code, std::string message, std::string label) {
  return diagnostics_.add(code, origin_.span, std::move(message), std::move(label));
}

bool Evolver::no_effect(std::string message) {
  error(Code::no_effect, std::move(message));
  return true;
}

const Table* Evolver::table(const ObjectName& name) {
  const Table* found = schema_.find_table(name);
  if (found == nullptr) {
    suggest(error(Code::unknown_table, fmt::format("table `{}` does not exist", name.display())),
            "a table", name.display(), object_names(schema_, ObjectKind::table));
  }
  return found;
}

const Column* Evolver::column(const Table& table, std::string_view name) {
  const Column* found = table.find_column(name);
  if (found == nullptr) {
    Diagnostic& d =
        error(Code::unknown_column,
              fmt::format("column `{}` does not exist in table `{}`", name, table.name.display()),
              fmt::format("not a column of `{}`", table.name.display()));
    d.label(table.origin.span, "created here");
    suggest(d, "a column", name, names_in(table.columns, [](const Column& c) { return c.name; }));
  }
  return found;
}

const Constraint* Evolver::constraint(const Table& table, std::string_view name) {
  const Constraint* found = table.find_constraint(name);
  if (found == nullptr) {
    Diagnostic& d = error(
        Code::unknown_constraint,
        fmt::format("constraint `{}` does not exist in table `{}`", name, table.name.display()));
    if (table.find_index(name) != nullptr) {
      d.with_help(fmt::format("`{}` is an index: `drop index {}`", name, name));
    } else {
      suggest(d, "a constraint", name,
              names_in(table.constraints, [](const Constraint& c) { return c.name; }));
    }
  }
  return found;
}

const Index* Evolver::index(const Table& table, std::string_view name) {
  const Index* found = table.find_index(name);
  if (found == nullptr) {
    Diagnostic& d =
        error(Code::unknown_index,
              fmt::format("index `{}` does not exist on table `{}`", name, table.name.display()));
    if (table.find_constraint(name) != nullptr) {
      d.with_help(fmt::format("`{}` is a constraint: `drop constraint {}`", name, name));
    } else {
      suggest(d, "an index", name, names_in(table.indexes, [](const Index& i) { return i.name; }));
    }
  }
  return found;
}

const Enum* Evolver::enumeration(const ObjectName& name) {
  const Enum* found = schema_.find_enum(name);
  if (found == nullptr) {
    suggest(error(Code::unknown_object, fmt::format("enum `{}` does not exist", name.display())),
            "an enum", name.display(), object_names(schema_, ObjectKind::enum_));
  }
  return found;
}

bool Evolver::value_exists(const Enum& enumeration, const std::string& value) {
  if (has_value(enumeration, value)) return true;
  suggest(error(Code::unknown_enum_value,
                fmt::format("enum `{}` has no value `{}`", enumeration.name.display(), value)),
          "a value", value, enumeration.values);
  return false;
}

bool Evolver::values_are_free(const ObjectName& enumeration) {
  const std::optional<ValueKeeper> keeper = keeper_of_values(schema_, enumeration);
  if (!keeper) return true;
  error(Code::still_in_use, fmt::format("values of enum `{}` can be neither dropped nor moved: {}",
                                        enumeration.display(), keeper->what))
      .label(keeper->origin.span, "defined here")
      .with_help("create another enum, and change to it what is made of this one");
  return false;
}

bool Evolver::namespace_exists(const ObjectName& name) {
  // `public` is there in every PostgreSQL database unless somebody dropped it; naming it is not a
  // mistake.
  if (name.schema.empty() || name.schema == "public" ||
      schema_.find_namespace(name.schema) != nullptr)
    return true;
  Diagnostic& d =
      error(Code::unknown_object, fmt::format("schema `{}` does not exist", name.schema));
  suggest(d, "a schema", name.schema, object_names(schema_, ObjectKind::name_space));
  if (d.help.empty()) d.with_help(fmt::format("create it first: `create schema {};`", name.schema));
  return false;
}

bool Evolver::type_exists(const Type& type) {
  if (type.kind != TypeKind::user || schema_.find_type(type.name) != nullptr) return true;
  // The rows of tables and views have types.
  if (schema_.find({ObjectKind::table, type.name}) != nullptr ||
      schema_.find_view(type.name) != nullptr)
    return true;
  std::vector<std::string> names;
  for (const ObjectKey& kind : type_keys({})) {
    const std::vector<std::string> more = object_names(schema_, kind.kind);
    names.insert(names.end(), more.begin(), more.end());
  }
  for (const std::string_view builtin : builtin_type_names()) names.emplace_back(builtin);
  Diagnostic& d = diagnostics_.add(
      Code::unknown_type, type.origin.span.known() ? type.origin.span : origin_.span,
      fmt::format("type `{}` does not exist", type.name.display()), "not a known type");
  suggest(d, "a type", type.name.display(), names);
  if (d.help.empty()) d.with_help("a type of one database is written as `postgres `…` sqlite `…``");
  return false;
}

bool Evolver::columns_exist(const Table& table, const std::vector<std::string>& names) {
  return std::ranges::all_of(
      names, [&](const std::string& name) { return column(table, name) != nullptr; });
}

bool Evolver::columns_of_exist(const Table& table, const Expression& expression) {
  return columns_exist(table, migc::columns_of(expression));
}

bool Evolver::parts_exist(const Table& table, const std::vector<IndexPart>& parts) {
  return std::ranges::all_of(
      parts, [&](const IndexPart& part) { return columns_of_exist(table, part.expression); });
}

bool Evolver::relation_is_free(const ObjectName& name) {
  const ObjectKey* owner = schema_.find_relation(name);
  if (owner == nullptr) return true;
  const bool is_own = owner->name == name;
  Diagnostic& d =
      error(is_own ? Code::duplicate_object : Code::duplicate_relation,
            is_own ? fmt::format("{} `{}` exists already", kind_name(owner->kind), name.display())
                   : fmt::format("the name `{}` is taken by an index of {} `{}`", name.display(),
                                 kind_name(owner->kind), owner->name.display()));
  d.label(origin_of(*schema_.find(*owner)).span, "created here");
  return false;
}

bool Evolver::unused(const ObjectKey& key) {
  const std::vector<ObjectKey> users = schema_.users_of(key);
  if (users.empty()) return true;
  const bool only_tables = std::ranges::all_of(
      users, [](const ObjectKey& user) { return user.kind == ObjectKind::table; });
  std::vector<std::string> names;
  for (const ObjectKey& user : users)
    names.push_back(only_tables ? "`" + user.name.display() + "`" : describe(user));
  std::string list = names.front();
  for (std::size_t i = 1; i < names.size(); ++i)
    list += (i + 1 == names.size() ? " and " : ", ") + names[i];
  error(Code::still_in_use, fmt::format("{} is still used by {}", describe(key), list))
      .label(origin_of(*schema_.find(users.front())).span,
             fmt::format("{} is defined here", names.front()))
      .with_help(key.kind == ObjectKind::table && only_tables
                     ? "drop the foreign keys that refer to it first"
                     : "change or drop its users first");
  return false;
}

// ---- namespaces and enums

bool Evolver::operator()(const CreateNamespace& op) {
  if (schema_.find({ObjectKind::name_space, op.name_space.name}) != nullptr ||
      op.name_space.name.name == "public") {
    error(Code::duplicate_object,
          fmt::format("schema `{}` exists already", op.name_space.name.name));
    return false;
  }
  schema_.put(op.name_space);
  return true;
}

bool Evolver::operator()(const DropNamespace& op) {
  const ObjectKey key{ObjectKind::name_space, op.name};
  if (schema_.find(key) == nullptr || is_public(key)) {
    suggest(error(Code::unknown_object, fmt::format("schema `{}` does not exist", op.name.name)),
            "a schema", op.name.name, object_names(schema_, ObjectKind::name_space));
    return false;
  }
  if (!unused(key)) return false;
  schema_.erase(key);
  return true;
}

bool Evolver::operator()(const RenameNamespace& op) {
  const ObjectKey from{ObjectKind::name_space, op.from};
  if (schema_.find(from) == nullptr || is_public(from)) {
    suggest(error(Code::unknown_object, fmt::format("schema `{}` does not exist", op.from.name)),
            "a schema", op.from.name, object_names(schema_, ObjectKind::name_space));
    return false;
  }
  if (schema_.find({ObjectKind::name_space, op.to}) != nullptr) {
    error(Code::duplicate_object, fmt::format("schema `{}` exists already", op.to.name));
    return false;
  }
  // Each takes what belongs to it along, so some are in their new place by the time of their turn.
  for (const ObjectKey& user : schema_.users_of(from)) {
    const bool inside = user.name.schema == op.from.name && user.kind != ObjectKind::privileges &&
                        user.kind != ObjectKind::trigger && user.kind != ObjectKind::rule &&
                        user.kind != ObjectKind::policy;
    if (inside && !rename_object(user, {op.to.name, user.name.name})) return false;
  }
  if (!rename_object(from, op.to)) return false;
  put_back(op.texts);
  return true;
}

bool Evolver::operator()(const CreateEnum& op) {
  const ObjectName& name = op.enumeration.name;
  if (!namespace_exists(name)) return false;
  if (const Enum* other = schema_.find_enum(name)) {
    error(Code::duplicate_object, fmt::format("enum `{}` exists already", name.display()))
        .label(other->origin.span, "created here");
    return false;
  }
  if (!type_is_free(name)) return false;
  for (std::size_t i = 0; i < op.enumeration.values.size(); ++i) {
    const std::string& value = op.enumeration.values[i];
    const auto begin = op.enumeration.values.begin();
    if (std::find(begin, begin + static_cast<std::ptrdiff_t>(i), value) !=
        begin + static_cast<std::ptrdiff_t>(i)) {
      error(Code::duplicate_enum_value,
            fmt::format("enum `{}` names the value `{}` twice", name.display(), value));
      return false;
    }
  }
  schema_.put(op.enumeration);
  return true;
}

bool Evolver::operator()(const DropEnum& op) {
  if (enumeration(op.name) == nullptr || !unused({ObjectKind::enum_, op.name})) return false;
  schema_.erase({ObjectKind::enum_, op.name});
  return true;
}

bool Evolver::operator()(const RenameEnum& op) {
  if (enumeration(op.from) == nullptr || !namespace_exists(op.to)) return false;
  if (!type_is_free(op.to)) return false;
  if (!rename_object({ObjectKind::enum_, op.from}, op.to)) return false;
  put_back(op.texts);
  return true;
}

bool Evolver::operator()(const AddEnumValue& op) {
  const Enum* found = enumeration(op.name);
  if (found == nullptr) return false;
  if (has_value(*found, op.value)) {
    error(Code::duplicate_enum_value,
          fmt::format("enum `{}` has the value `{}` already", op.name.display(), op.value))
        .label(found->origin.span, "created here");
    return false;
  }
  const std::string& neighbour = op.before.empty() ? op.after : op.before;
  if (!neighbour.empty() && !value_exists(*found, neighbour)) return false;
  schema_.edit_enum(op.name, [&](Enum& e) {
    auto place = e.values.end();
    if (!neighbour.empty()) {
      place = std::ranges::find(e.values, neighbour);
      if (op.before.empty()) ++place;
    }
    e.values.insert(place, op.value);
  });
  return true;
}

bool Evolver::operator()(const RenameEnumValue& op) {
  const Enum* found = enumeration(op.name);
  if (found == nullptr || !value_exists(*found, op.from)) return false;
  if (has_value(*found, op.to)) {
    error(Code::duplicate_enum_value,
          fmt::format("enum `{}` has the value `{}` already", op.name.display(), op.to));
    return false;
  }
  schema_.edit_enum(op.name, [&](Enum& e) { *std::ranges::find(e.values, op.from) = op.to; });
  for (const ObjectKey& user : schema_.users_of({ObjectKind::enum_, op.name})) {
    if (user.kind == ObjectKind::table) {
      schema_.edit_table(user.name,
                         [&](Table& table) { rename_enum_value(table, op.name, op.from, op.to); });
      continue;
    }
    Object object = *schema_.find(user);
    rename_enum_value(object, op.name, op.from, op.to);
    if (!(object == *schema_.find(user))) schema_.put(std::move(object));
  }
  return true;
}

bool Evolver::operator()(const DropEnumValue& op) {
  const Enum* found = enumeration(op.name);
  if (found == nullptr || !value_exists(*found, op.value)) return false;
  if (op.map_to && !value_exists(*found, *op.map_to)) return false;
  if (op.map_to == op.value) {
    error(Code::unknown_enum_value,
          fmt::format("the dropped value `{}` cannot be mapped to itself", op.value));
    return false;
  }
  for (const ObjectKey& user : schema_.users_of({ObjectKind::enum_, op.name})) {
    const Table* owner = schema_.find_table(user.name);
    if (owner == nullptr) continue;
    for (const Column& column : owner->columns) {
      const bool uses = column.type.kind == TypeKind::user && column.type.name == op.name &&
                        column.default_value &&
                        column.default_value->kind == ExpressionKind::string &&
                        column.default_value->text == op.value;
      if (uses) {
        error(Code::still_in_use,
              fmt::format("the value `{}` of enum `{}` is the default of `{}.{}`", op.value,
                          op.name.display(), owner->name.display(), column.name))
            .label(column.origin.span, "the column")
            .with_help("change the default first");
        return false;
      }
    }
  }
  if (!values_are_free(op.name)) return false;
  schema_.edit_enum(op.name, [&](Enum& e) { std::erase(e.values, op.value); });
  return true;
}

bool Evolver::operator()(const ReorderEnumValues& op) {
  const Enum* found = enumeration(op.name);
  if (found == nullptr) return false;
  for (auto value = op.values.begin(); value != op.values.end(); ++value) {
    if (!value_exists(*found, *value)) return false;
    if (std::find(op.values.begin(), value, *value) == value) continue;
    error(Code::duplicate_enum_value,
          fmt::format("the new order of enum `{}` names the value `{}` twice", op.name.display(),
                      *value),
          "second time")
        .with_help("each value has one place in the order");
    return false;
  }
  std::vector<std::string> left_out = found->values;
  std::erase_if(left_out, [&](const std::string& value) {
    return std::ranges::find(op.values, value) != op.values.end();
  });
  if (!left_out.empty()) {
    error(Code::enum_order_incomplete, fmt::format("the new order of enum `{}` leaves out {}",
                                                   op.name.display(), quote_list(left_out)))
        .label(found->origin.span, "created here")
        .with_help("name every value of the enum, also those that keep their places");
    return false;
  }
  if (op.values == found->values)
    return no_effect(
        fmt::format("the values of enum `{}` have this order already", op.name.display()));
  if (!values_are_free(op.name)) return false;
  schema_.edit_enum(op.name, [&](Enum& e) { e.values = op.values; });
  return true;
}

// ---- tables

bool Evolver::operator()(const CreateTable& op) {
  const Table& created = op.table;
  if (!namespace_exists(created.name)) return false;
  if (const Object* other = schema_.find_type(created.name)) {
    const std::string_view kind = kind_name(key_of(*other).kind);
    error(Code::duplicate_object,
          fmt::format("the name `{}` is taken by {} {}", created.name.display(),
                      kind == "enum" ? "an" : "a", kind))
        .label(origin_of(*other).span, "created here");
    return false;
  }
  if (created.columns.empty()) {
    error(Code::table_without_columns,
          fmt::format("table `{}` has no column", created.name.display()));
    return false;
  }
  for (const ObjectName& name : relation_names(created)) {
    if (!relation_is_free(name)) return false;
  }
  // The columns before each one, as far as their names matter.
  Table built;
  built.name = created.name;
  built.columns.reserve(created.columns.size());
  for (const Column& c : created.columns) {
    if (!column_fits(built, c)) return false;
    Column& named = built.columns.emplace_back();
    named.name = c.name;
    named.origin = c.origin;
  }
  for (const Column& c : created.columns) {
    if (c.generated && !columns_of_exist(created, c.generated->expression)) return false;
  }
  for (const Constraint& c : created.constraints) {
    if (!constraint_fits(created, c)) return false;
  }
  for (const Index& i : created.indexes) {
    if (!index_fits(created, i) || !partitioned_fits(created, i)) return false;
  }
  for (const Constraint& c : created.constraints) {
    if (!partitioned_fits(created, c)) return false;
  }
  if (!parents_fit(created)) return false;
  Table stored = created;
  if (const PrimaryKey* key = stored.primary_key()) {
    for (const std::string& name : key->columns) stored.find_column(name)->not_null = true;
  }
  if (!named_indexes_fit(stored)) return false;
  schema_.put(std::move(stored));
  return true;
}

bool Evolver::operator()(const DropTable& op) {
  if (table(op.name) == nullptr || !unused({ObjectKind::table, op.name})) return false;
  schema_.erase({ObjectKind::table, op.name});
  return true;
}

bool Evolver::operator()(const SetTableOptions& op) {
  if (table(op.table) == nullptr) return false;
  Table changed = *schema_.find_table(op.table);
  changed.options = op.options;
  if (!partitioned_fits(changed) || !named_indexes_fit(changed)) return false;
  schema_.edit_table(op.table, [&](Table& t) { t.options = op.options; });
  return true;
}

bool Evolver::operator()(const SetComment& op) {
  switch (op.target) {
    case CommentTarget::name_space: {
      const ObjectKey key{ObjectKind::name_space, op.object};
      const Object* found = schema_.find(key);
      if (found == nullptr && !is_public(key)) {
        error(Code::unknown_object, fmt::format("schema `{}` does not exist", op.object.name));
        return false;
      }
      Namespace changed{.name = op.object, .comment = {}, .origin = origin_};
      if (found != nullptr) changed = std::get<Namespace>(*found);
      changed.comment = op.text;
      if (!op.text.empty() || !is_public(key))
        schema_.put(std::move(changed));
      else if (found != nullptr)
        schema_.erase(key);
      return true;
    }
    case CommentTarget::enum_:
      if (enumeration(op.object) == nullptr) return false;
      schema_.edit_enum(op.object, [&](Enum& e) { e.comment = op.text; });
      return true;
    case CommentTarget::table:
      if (table(op.object) == nullptr) return false;
      schema_.edit_table(op.object, [&](Table& t) { t.comment = op.text; });
      return true;
    case CommentTarget::column: {
      const Table* found = table(op.object);
      if (found == nullptr || column(*found, op.member) == nullptr) return false;
      schema_.edit_table(op.object, [&](Table& t) { t.find_column(op.member)->comment = op.text; });
      return true;
    }
    case CommentTarget::constraint: {
      const Table* found = table(op.object);
      if (found == nullptr || constraint(*found, op.member) == nullptr) return false;
      schema_.edit_table(op.object,
                         [&](Table& t) { t.find_constraint(op.member)->comment = op.text; });
      return true;
    }
    case CommentTarget::index: {
      const Table* found = table(op.object);
      if (found == nullptr) return false;
      const Constraint* key = found->find_constraint(op.member);
      if (key != nullptr && has_index(key->body)) {
        schema_.edit_table(
            op.object, [&](Table& t) { t.find_constraint(op.member)->index_comment = op.text; });
        return true;
      }
      if (index(*found, op.member) == nullptr) return false;
      schema_.edit_table(op.object, [&](Table& t) { t.find_index(op.member)->comment = op.text; });
      return true;
    }
  }
  return false;
}

// ---- data: nothing of the model changes

bool Evolver::row_columns_exist(const ObjectName& name, const std::vector<std::string>& columns) {
  const Table* found = table(name);
  return found != nullptr && columns_exist(*found, columns);
}

namespace {

std::vector<std::string> assigned(const std::vector<Assignment>& assignments) {
  std::vector<std::string> names;
  for (const Assignment& assignment : assignments) names.push_back(assignment.column);
  return names;
}

}  // namespace

bool Evolver::operator()(const InsertRows& op) {
  return row_columns_exist(op.table, op.columns) && row_columns_exist(op.table, op.key);
}
bool Evolver::operator()(const DeleteInsertedRows& op) {
  return row_columns_exist(op.table, op.key);
}
bool Evolver::operator()(const UpdateRows& op) {
  return row_columns_exist(op.table, assigned(op.assignments));
}
bool Evolver::operator()(const RestoreValues& op) {
  return row_columns_exist(op.table, op.columns);
}
bool Evolver::operator()(const DeleteRows& op) { return table(op.table) != nullptr; }
bool Evolver::operator()(const RestoreRows& op) { return table(op.table) != nullptr; }
bool Evolver::operator()(const Backfill& op) {
  return row_columns_exist(op.table, assigned(op.assignments));
}
bool Evolver::operator()(const RestartSequence& op) {
  return object({ObjectKind::sequence, op.sequence}) != nullptr;
}
bool Evolver::operator()(const RawSql&) { return true; }

}  // namespace migc
