#include "compiler/diff/schedule.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/ops/describe.h"
#include "compiler/ops/evolve.h"
#include "compiler/ops/evolver.h"

namespace migc {

namespace {

SetComment comment_on_public(const ObjectName& name, const std::string& comment) {
  return {.target = CommentTarget::name_space, .object = name, .member = {}, .text = comment};
}

}  // namespace

OperationBody creation_of(const Object& object) {
  if (is_public(key_of(object))) return comment_on_public(name_of(object), comment_of(object));
  if (const auto* name_space = std::get_if<Namespace>(&object))
    return CreateNamespace{.name_space = *name_space};
  if (const auto* enumeration = std::get_if<Enum>(&object))
    return CreateEnum{.enumeration = *enumeration};
  if (const auto* table = std::get_if<Table>(&object))
    return CreateTable{.table = *table, .stash = {}};
  return CreateObject{.object = object};
}

OperationBody removal_of(const ObjectKey& key, Retention retention) {
  if (is_public(key)) return comment_on_public(key.name, {});
  if (key.kind == ObjectKind::name_space) return DropNamespace{.name = key.name};
  if (key.kind == ObjectKind::enum_) return DropEnum{.name = key.name};
  if (key.kind == ObjectKind::table)
    return DropTable{.name = key.name, .retention = retention, .stash = {}};
  return DropObject{.object = key};
}

namespace {

/// The object that a part of a table needs are those of a table that has nothing else.
std::vector<ObjectKey> needs_of(const ObjectName& table, Column column) {
  Table part;
  part.name = table;
  part.columns.push_back(std::move(column));
  return dependencies(part);
}

Column column_with(const std::optional<Expression>& value) {
  Column column;
  column.type = *find_builtin_type("text");
  column.default_value = value;
  return column;
}

std::vector<ObjectKey> needs_of(const ObjectName& table, const Constraint& constraint) {
  Table part;
  part.name = table;
  part.constraints.push_back(constraint);
  return dependencies(part);
}

std::vector<ObjectKey> needs_of(const ObjectName& table, const Index& index) {
  Table part;
  part.name = table;
  part.indexes.push_back(index);
  return dependencies(part);
}

/// What must be there before the operation; what `evolve` sees to itself may be left out.
std::vector<ObjectKey> needs_of(const OperationBody& body) {
  if (const auto* op = std::get_if<CreateTable>(&body)) return dependencies(op->table);
  if (const auto* op = std::get_if<CreateObject>(&body)) return dependencies(op->object);
  if (const auto* op = std::get_if<ReplaceObject>(&body)) return dependencies(op->after);
  if (const auto* op = std::get_if<AddColumn>(&body)) return needs_of(op->table, op->column);
  if (const auto* op = std::get_if<SetDefault>(&body))
    return needs_of(op->table, column_with(op->value));
  if (const auto* op = std::get_if<SetGenerated>(&body)) {
    if (!op->generated) return {};
    return needs_of(op->table, column_with(op->generated->expression));
  }
  if (const auto* op = std::get_if<SetColumnType>(&body)) {
    Column column = column_with(op->using_);
    column.type = op->type;
    return needs_of(op->table, std::move(column));
  }
  if (const auto* op = std::get_if<SetCollation>(&body)) {
    Column column = column_with({});
    column.collation = op->collation;
    return needs_of(op->table, std::move(column));
  }
  if (const auto* op = std::get_if<AddConstraint>(&body))
    return needs_of(op->table, op->constraint);
  if (const auto* op = std::get_if<AddIndex>(&body)) return needs_of(op->table, op->index);
  return {};
}

/// The table whose columns change under those who read it; null when none do.
const ObjectName* changes_columns(const OperationBody& body, bool drops_too) {
  if (const auto* op = std::get_if<AddColumn>(&body)) return &op->table;
  if (const auto* op = std::get_if<SetColumnType>(&body)) return &op->table;
  if (const auto* op = std::get_if<SetGenerated>(&body)) return &op->table;
  const auto* drop = std::get_if<DropColumn>(&body);
  return drop != nullptr && drops_too ? &drop->table : nullptr;
}

/// Columns, constraints and indexes that the operation is about.
std::set<std::string> touched(const OperationBody& body) {
  std::set<std::string> names;
  const auto all = [&](const std::vector<std::string>& more) {
    names.insert(more.begin(), more.end());
  };
  const auto expression = [&](const Expression& e) { all(columns_of(e)); };
  std::visit(
      [&](const auto& op) {
        using Op = std::decay_t<decltype(op)>;
        if constexpr (std::is_same_v<Op, AddColumn>) {
          names.insert(op.column.name);
          if (op.column.generated) expression(op.column.generated->expression);
          if (op.position.where == ColumnPosition::Where::after) names.insert(op.position.column);
        } else if constexpr (std::is_same_v<Op, AddConstraint>) {
          names.insert(op.constraint.name);
          all(columns_of(op.constraint.body));
        } else if constexpr (std::is_same_v<Op, AddIndex>) {
          names.insert(op.index.name);
          all(columns_of(op.index));
        } else if constexpr (std::is_same_v<Op, SetGenerated>) {
          names.insert(op.column);
          if (op.generated) expression(op.generated->expression);
        } else if constexpr (std::is_same_v<Op, DropConstraint> || std::is_same_v<Op, DropIndex> ||
                             std::is_same_v<Op, ValidateConstraint>) {
          names.insert(op.name);
        } else if constexpr (std::is_same_v<Op, RenameConstraint> ||
                             std::is_same_v<Op, RenameIndex>) {
          names.insert(op.from);
          names.insert(op.to);
        } else if constexpr (std::is_same_v<Op, SetTableOptions>) {
          names.insert({op.options.identity_index, op.options.cluster_on});
        } else if constexpr (std::is_same_v<Op, SetComment>) {
          names.insert(op.member);
        } else if constexpr (requires { op.column; }) {
          names.insert(op.column);
        }
      },
      body);
  return names;
}

/// Whether it says which privileges new objects get.
bool sets_defaults(const OperationBody& body) {
  if (const auto* op = std::get_if<CreateObject>(&body))
    return is_default_privileges(key_of(op->object));
  const auto* op = std::get_if<ReplaceObject>(&body);
  return op != nullptr && is_default_privileges(key_of(op->after));
}

}  // namespace

// ---- what is possible now

void Schedule::add(OperationBody body, Origin origin, std::size_t group) {
  pending_.push_back(
      {.operation = {.body = std::move(body), .origin = origin}, .group = group, .done = false});
}

bool Schedule::attempt(const Operation& operation) {
  Diagnostics ignored;
  if (!evolve(working_, operation, ignored)) return false;
  done_.push_back(operation);
  return true;
}

bool Schedule::apply_now(const OperationBody& body, const Origin& origin) {
  return attempt({.body = body, .origin = origin});
}

bool Schedule::is_there(const ObjectKey& key) const {
  if (is_routine(key.kind)) {
    // A call names a routine without its arguments.
    const std::vector<ObjectKey> wanted = to_.routines_named(key.name);
    return std::ranges::all_of(
        wanted, [&](const ObjectKey& routine) { return working_.find(routine) != nullptr; });
  }
  return to_.find(key) == nullptr || working_.find(key) != nullptr;
}

bool Schedule::all_there(const std::vector<ObjectKey>& needs) const {
  return std::ranges::all_of(needs, [&](const ObjectKey& key) { return is_there(key); });
}

bool Schedule::text_is_ready(const Object& object, bool is_new) const {
  const std::vector<ObjectKey> needs = dependencies(object);
  const auto needed = [&](const ObjectKey& key) { return std::ranges::binary_search(needs, key); };
  return std::ranges::none_of(pending_, [&](const Item& item) {
    if (item.done) return false;
    const OperationBody& body = item.operation.body;
    if (const ObjectName* table = changes_columns(body, is_new))
      return needed({ObjectKind::table, *table});
    const auto* replaced = std::get_if<ReplaceObject>(&body);
    if (replaced == nullptr || texts_of(replaced->after) == nullptr) return false;
    ObjectKey key = key_of(replaced->after);
    if (is_routine(key.kind)) key = {ObjectKind::function, key.name};
    return needed(key);
  });
}

bool Schedule::only_defaults_are_left() const {
  return std::ranges::all_of(
      pending_, [](const Item& item) { return item.done || sets_defaults(item.operation.body); });
}

/// Rows that hold the value may be among those that go with their table or column.
bool Schedule::rows_are_gone(const ObjectName& enumeration) const {
  const std::vector<ObjectKey> users = working_.users_of({ObjectKind::enum_, enumeration});
  return std::ranges::none_of(pending_, [&](const Item& item) {
    const auto* table = std::get_if<DropTable>(&item.operation.body);
    const auto* column = std::get_if<DropColumn>(&item.operation.body);
    if (item.done || (table == nullptr && column == nullptr)) return false;
    const ObjectName& name = table != nullptr ? table->name : column->table;
    return std::ranges::binary_search(users, ObjectKey{ObjectKind::table, name});
  });
}

bool Schedule::ready(const Operation& operation) const {
  if (!all_there(needs_of(operation.body))) return false;
  if (const auto* op = std::get_if<DropEnumValue>(&operation.body)) return rows_are_gone(op->name);
  if (sets_defaults(operation.body)) return only_defaults_are_left();
  if (const auto* op = std::get_if<CreateObject>(&operation.body))
    return texts_of(op->object) == nullptr || text_is_ready(op->object, true);
  if (const auto* op = std::get_if<ReplaceObject>(&operation.body))
    return texts_of(op->after) == nullptr || text_is_ready(op->after, false);
  return true;
}

// ---- the order

void Schedule::run() {
  while (!pending_.empty()) {
    if (pass() || pass_out_of_order() || split_table() || clear_a_way() || ignore_needs()) continue;
    for (Item& item : pending_) stuck_.push_back(std::move(item.operation));
    pending_.clear();
  }
}

bool Schedule::pass() {
  bool progress = false;
  std::set<std::size_t> waiting;
  for (Item& item : pending_) {
    if (item.group != 0 && waiting.contains(item.group)) continue;
    if (ready(item.operation) && attempt(item.operation)) {
      item.done = true;
      progress = true;
    } else if (item.group != 0) {
      waiting.insert(item.group);
    }
  }
  std::erase_if(pending_, [](const Item& item) { return item.done; });
  return progress;
}

bool Schedule::pass_out_of_order() {
  std::map<std::size_t, std::set<std::string>> before;
  for (auto item = pending_.begin(); item != pending_.end(); ++item) {
    const std::set<std::string> names = touched(item->operation.body);
    std::set<std::string>& earlier = before[item->group];
    const bool free = std::ranges::none_of(
        names, [&](const std::string& name) { return earlier.contains(name); });
    if (free && ready(item->operation) && attempt(item->operation)) {
      pending_.erase(item);
      return true;
    }
    earlier.insert(names.begin(), names.end());
  }
  return false;
}

bool Schedule::ignore_needs() {
  for (auto item = pending_.begin(); item != pending_.end(); ++item) {
    if (!attempt(item->operation)) continue;
    pending_.erase(item);
    return true;
  }
  return false;
}

// ---- rings

/// Takes out of a new table what cannot be there yet, as operations that add it later.
std::vector<Schedule::Item> Schedule::cut(Table& table) const {
  std::vector<Item> later;
  const auto postpone = [&](OperationBody body, const Origin& origin) {
    later.push_back(
        {.operation = {.body = std::move(body), .origin = origin}, .group = 0, .done = false});
  };
  std::set<std::string> absent;
  for (std::size_t i = table.columns.size(); i-- > 0;) {
    Column& column = table.columns[i];
    if (all_there(needs_of(table.name, column))) continue;
    if (!column.generated) {
      postpone(
          SetDefault{.table = table.name, .column = column.name, .value = column.default_value},
          column.origin);
      column.default_value.reset();
      continue;
    }
    absent.insert(column.name);
    ColumnPosition position;
    if (i + 1 < table.columns.size()) {
      position.where = i == 0 ? ColumnPosition::Where::first : ColumnPosition::Where::after;
      if (i > 0) position.column = table.columns[i - 1].name;
    }
    AddColumn add{
        .table = table.name, .column = column, .position = position, .fill = {}, .stash = {}};
    postpone(std::move(add), column.origin);
    table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(i));
  }
  // Added from the last one on, each after one that is there.
  std::ranges::reverse(later);
  const auto stays = [&](const auto& part, const std::vector<std::string>& columns) {
    return all_there(needs_of(table.name, part)) &&
           std::ranges::none_of(columns,
                                [&](const std::string& name) { return absent.contains(name); });
  };
  std::erase_if(table.indexes, [&](const Index& index) {
    if (stays(index, columns_of(index))) return false;
    postpone(AddIndex{.table = table.name, .index = index}, index.origin);
    return true;
  });
  std::erase_if(table.constraints, [&](const Constraint& constraint) {
    if (stays(constraint, columns_of(constraint.body))) return false;
    postpone(AddConstraint{.table = table.name, .constraint = constraint}, constraint.origin);
    return true;
  });
  if (!later.empty() && table.options != without_indexes(table.options)) {
    postpone(SetTableOptions{.table = table.name, .options = table.options}, table.origin);
    table.options = without_indexes(table.options);
  }
  return later;
}

bool Schedule::split_table() {
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    const Operation& operation = pending_[i].operation;
    const auto* create = std::get_if<CreateTable>(&operation.body);
    if (create == nullptr) continue;
    CreateTable smaller = *create;
    const std::vector<Item> later = cut(smaller.table);
    if (later.empty() || !attempt({.body = smaller, .origin = operation.origin})) continue;
    pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(i));
    pending_.insert(pending_.begin() + static_cast<std::ptrdiff_t>(i), later.begin(), later.end());
    return true;
  }
  return false;
}

// ---- what stands in the way

bool Schedule::clear_a_way() {
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    // The list changes under it.
    const OperationBody body = pending_[i].operation.body;
    if (clear_the_way_of(body)) return true;
  }
  return false;
}

bool Schedule::clear_the_way_of(const OperationBody& body) {
  if (const auto* op = std::get_if<DropColumn>(&body)) return clear_column(*op);
  if (const auto* op = std::get_if<DropConstraint>(&body)) return clear_key(op->table);
  if (const auto* op = std::get_if<DropIndex>(&body)) return clear_key(op->table);
  if (const auto* op = std::get_if<DropTable>(&body))
    return clear_key(op->name) || clear_object({ObjectKind::table, op->name});
  if (const auto* op = std::get_if<DropObject>(&body)) return clear_object(op->object);
  if (const auto* op = std::get_if<DropEnum>(&body))
    return clear_object({ObjectKind::enum_, op->name});
  if (const auto* op = std::get_if<ReplaceObject>(&body)) return clear_object(key_of(op->after));
  return false;
}

bool Schedule::clear_column(const DropColumn& op) {
  bool cleared = false;
  for (const ObjectKey& user : working_.users_of({ObjectKind::table, op.table})) {
    const Object* object = working_.find(user);
    if (user.kind == ObjectKind::table || object == nullptr ||
        !needs_column(*object, op.table, op.column))
      continue;
    cleared = make_way(user) || cleared;
  }
  return cleared;
}

/// Drops the foreign keys that refer to the table; those that are wanted come back at the end.
bool Schedule::clear_key(const ObjectName& table) {
  bool cleared = false;
  for (const ObjectKey& user : working_.users_of({ObjectKind::table, table})) {
    const Table* child = working_.find_table(user.name);
    if (child == nullptr) continue;
    const std::vector<Constraint> constraints = child->constraints;
    for (const Constraint& constraint : constraints) {
      const auto* key = std::get_if<ForeignKey>(&constraint.body);
      if (key == nullptr || key->target != table) continue;
      if (!apply_now(DropConstraint{.table = user.name, .name = constraint.name}, {})) continue;
      cleared = true;
      std::erase_if(pending_, [&](const Item& item) {
        const auto* drop = std::get_if<DropConstraint>(&item.operation.body);
        const auto* rename = std::get_if<RenameConstraint>(&item.operation.body);
        return (drop != nullptr && drop->table == user.name && drop->name == constraint.name) ||
               (rename != nullptr && rename->table == user.name && rename->from == constraint.name);
      });
      const Table* wanted = to_.find_table(user.name);
      const Constraint* again =
          wanted == nullptr ? nullptr : wanted->find_constraint(constraint.name);
      const bool awaited = std::ranges::any_of(pending_, [&](const Item& item) {
        const auto* add = std::get_if<AddConstraint>(&item.operation.body);
        return add != nullptr && add->table == user.name && add->constraint.name == constraint.name;
      });
      if (again != nullptr && !awaited)
        add(AddConstraint{.table = user.name, .constraint = *again}, again->origin);
    }
  }
  return cleared;
}

bool Schedule::clear_object(const ObjectKey& key) {
  bool cleared = false;
  for (const ObjectKey& user : working_.users_of(key)) {
    const bool stays =
        user.kind == ObjectKind::table || is_type(user.kind) || working_.find(user) == nullptr;
    if (!stays) cleared = make_way(user) || cleared;
  }
  return cleared;
}

bool Schedule::make_way(const ObjectKey& key) {
  if (made_way_.contains(key)) return false;
  std::set<ObjectKey> leaving;
  return make_way(key, leaving);
}

bool Schedule::make_way(const ObjectKey& key, std::set<ObjectKey>& leaving) {
  // Routines may call each other.
  if (!leaving.insert(key).second) return false;
  made_way_.insert(key);
  for (const ObjectKey& user : working_.users_of(key)) {
    if (working_.find(user) == nullptr) continue;
    // It may have made way for another one before, and be there again.
    if (user.kind == ObjectKind::table || !make_way(user, leaving)) return false;
  }
  if (!apply_now(removal_of(key, drops_), {})) return false;
  // Whatever was to become of it: it is created as it is wanted.
  std::erase_if(pending_, [&](const Item& item) {
    const OperationBody& body = item.operation.body;
    const auto* drop = std::get_if<DropObject>(&body);
    const auto* replace = std::get_if<ReplaceObject>(&body);
    const auto* owner = std::get_if<SetOwner>(&body);
    return (drop != nullptr && drop->object == key) ||
           (replace != nullptr && key_of(replace->after) == key) ||
           (owner != nullptr && owner->object == key);
  });
  const Object* wanted = to_.find(key);
  const bool awaited = std::ranges::any_of(pending_, [&](const Item& item) {
    const auto* create = std::get_if<CreateObject>(&item.operation.body);
    return create != nullptr && key_of(create->object) == key;
  });
  if (wanted != nullptr && !awaited) add(creation_of(*wanted), origin_of(*wanted));
  return true;
}

}  // namespace migc
