#include "compiler/schema/schema.h"

#include <algorithm>

#include "compiler/base/check.h"
#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"

namespace migc {
namespace {

template <typename Items>
auto find_named(Items& items, std::string_view name) -> decltype(&items.front()) {
  const auto found =
      std::ranges::find_if(items, [&](const auto& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

template <typename Items, typename Item>
void insert_sorted(Items& items, Item item) {
  const auto place = std::ranges::lower_bound(
      items, item.name, {}, [](const auto& i) -> const std::string& { return i.name; });
  items.insert(place, std::move(item));
}

template <typename Items>
void erase_named(Items& items, std::string_view name) {
  std::erase_if(items, [&](const auto& item) { return item.name == name; });
}

void add_namespace_of(const ObjectName& name, std::vector<ObjectKey>& keys) {
  if (!name.schema.empty()) keys.push_back({ObjectKind::name_space, {"", name.schema}});
}

}  // namespace

// ---- Table

const Column* Table::find_column(std::string_view column) const {
  return find_named(columns, column);
}
Column* Table::find_column(std::string_view column) { return find_named(columns, column); }
const Constraint* Table::find_constraint(std::string_view constraint) const {
  return find_named(constraints, constraint);
}
Constraint* Table::find_constraint(std::string_view constraint) {
  return find_named(constraints, constraint);
}
const Index* Table::find_index(std::string_view index) const { return find_named(indexes, index); }
Index* Table::find_index(std::string_view index) { return find_named(indexes, index); }

const Constraint* Table::primary_key_constraint() const {
  const auto found = std::ranges::find_if(
      constraints, [](const Constraint& c) { return std::holds_alternative<PrimaryKey>(c.body); });
  return found == constraints.end() ? nullptr : &*found;
}

const PrimaryKey* Table::primary_key() const {
  const Constraint* constraint = primary_key_constraint();
  return constraint == nullptr ? nullptr : &std::get<PrimaryKey>(constraint->body);
}

void Table::insert(Constraint constraint) { insert_sorted(constraints, std::move(constraint)); }
void Table::insert(Index index) { insert_sorted(indexes, std::move(index)); }
void Table::erase_constraint(std::string_view constraint) { erase_named(constraints, constraint); }
void Table::erase_index(std::string_view index) { erase_named(indexes, index); }

// ---- objects

ObjectKey key_of(const Object& object) {
  return std::visit(overloaded{
                        [](const Namespace& o) {
                          return ObjectKey{ObjectKind::name_space, o.name};
                        },
                        [](const Enum& o) {
                          return ObjectKey{ObjectKind::enum_, o.name};
                        },
                        [](const Table& o) {
                          return ObjectKey{ObjectKind::table, o.name};
                        },
                    },
                    object);
}

std::string_view kind_name(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::name_space:
      return "schema";
    case ObjectKind::enum_:
      return "enum";
    case ObjectKind::table:
      return "table";
  }
  return "object";
}

const Origin& origin_of(const Object& object) {
  return std::visit(overloaded{
                        [](const Namespace& o) -> const Origin& { return o.origin; },
                        [](const Enum& o) -> const Origin& { return o.origin; },
                        [](const Table& o) -> const Origin& { return o.origin; },
                    },
                    object);
}

namespace {

std::vector<ObjectKey> dependencies_of(const Table& table) {
  std::vector<ObjectKey> keys;
  add_namespace_of(table.name, keys);
  for (const Column& column : table.columns) {
    if (column.type.kind == TypeKind::user) keys.push_back({ObjectKind::enum_, column.type.name});
  }
  for (const Constraint& constraint : table.constraints) {
    const auto* foreign_key = std::get_if<ForeignKey>(&constraint.body);
    if (foreign_key != nullptr && foreign_key->target != table.name) {
      keys.push_back({ObjectKind::table, foreign_key->target});
    }
  }
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

bool has_index_relation(const ConstraintBody& body) {
  return std::visit(overloaded{
                        [](const PrimaryKey&) { return true; },
                        [](const Unique&) { return true; },
                        [](const Exclusion&) { return true; },
                        [](const ForeignKey&) { return false; },
                        [](const Check&) { return false; },
                    },
                    body);
}

}  // namespace

std::vector<ObjectKey> dependencies(const Object& object) {
  return std::visit(overloaded{
                        [](const Namespace&) { return std::vector<ObjectKey>{}; },
                        [](const Enum& o) {
                          std::vector<ObjectKey> keys;
                          add_namespace_of(o.name, keys);
                          return keys;
                        },
                        [](const Table& o) { return dependencies_of(o); },
                    },
                    object);
}

std::vector<ObjectName> relation_names(const Object& object) {
  const auto* table = std::get_if<Table>(&object);
  if (table == nullptr) return {};
  std::vector<ObjectName> names{table->name};
  for (const Index& index : table->indexes) names.push_back({table->name.schema, index.name});
  for (const Constraint& constraint : table->constraints) {
    if (has_index_relation(constraint.body)) names.push_back({table->name.schema, constraint.name});
  }
  return names;
}

// ---- Schema

const Object* Schema::find(const ObjectKey& key) const {
  const auto found = objects_.find(key);
  return found == objects_.end() ? nullptr : &found->second;
}

const Table* Schema::find_table(const ObjectName& name) const {
  const Object* object = find({ObjectKind::table, name});
  return object == nullptr ? nullptr : &std::get<Table>(*object);
}

const Enum* Schema::find_enum(const ObjectName& name) const {
  const Object* object = find({ObjectKind::enum_, name});
  return object == nullptr ? nullptr : &std::get<Enum>(*object);
}

const Namespace* Schema::find_namespace(std::string_view name) const {
  const Object* object = find({ObjectKind::name_space, {"", std::string(name)}});
  return object == nullptr ? nullptr : &std::get<Namespace>(*object);
}

const ObjectKey* Schema::find_relation(const ObjectName& name) const {
  const auto found = relations_.find(name);
  return found == relations_.end() ? nullptr : &found->second;
}

std::vector<ObjectName> Schema::relations_like(const ObjectName& name) const {
  std::vector<ObjectName> result;
  const ObjectName lower{name.schema, to_lower(name.name)};
  if (lower != name && relations_.contains(lower)) result.push_back(lower);
  for (const ObjectName& other : capitals_) {
    if (other != name && other.schema == name.schema && equal_ignoring_case(other.name, name.name))
      result.push_back(other);
  }
  return result;
}

std::vector<ObjectKey> Schema::users_of(const ObjectKey& key) const {
  const auto found = users_.find(key);
  if (found == users_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

void Schema::put(Object object) {
  const ObjectKey key = key_of(object);
  remember(key);
  if (const auto found = objects_.find(key); found != objects_.end()) unlink(found->second);
  link(object);
  objects_.insert_or_assign(key, std::move(object));
}

void Schema::erase(const ObjectKey& key) {
  const auto found = objects_.find(key);
  MIGC_CHECK(found != objects_.end());
  remember(key);
  unlink(found->second);
  objects_.erase(found);
}

void Schema::edit_table(const ObjectName& name, const std::function<void(Table&)>& change) {
  const ObjectKey key{ObjectKind::table, name};
  const auto found = objects_.find(key);
  MIGC_CHECK(found != objects_.end());
  remember(key);
  unlink(found->second);
  change(std::get<Table>(found->second));
  MIGC_CHECK(std::get<Table>(found->second).name == name);
  link(found->second);
}

void Schema::edit_enum(const ObjectName& name, const std::function<void(Enum&)>& change) {
  const ObjectKey key{ObjectKind::enum_, name};
  const auto found = objects_.find(key);
  MIGC_CHECK(found != objects_.end());
  remember(key);
  unlink(found->second);
  change(std::get<Enum>(found->second));
  MIGC_CHECK(std::get<Enum>(found->second).name == name);
  link(found->second);
}

void Schema::begin_recording() { recordings_.emplace_back(); }

Schema::Before Schema::end_recording() {
  MIGC_CHECK(!recordings_.empty());
  Before before = std::move(recordings_.back());
  recordings_.pop_back();
  if (!recordings_.empty()) {
    for (const auto& [key, object] : before) recordings_.back().try_emplace(key, object);
  }
  return before;
}

void Schema::restore(const Before& before) {
  // All of them go first: a name may have moved from one object to another.
  for (const auto& [key, object] : before) {
    if (objects_.contains(key)) erase(key);
  }
  for (const auto& [key, object] : before) {
    if (object) put(*object);
  }
}

void Schema::remember(const ObjectKey& key) {
  if (recordings_.empty() || recordings_.back().contains(key)) return;
  const Object* object = find(key);
  recordings_.back().emplace(key,
                             object == nullptr ? std::nullopt : std::optional<Object>(*object));
}

void Schema::link(const Object& object) {
  const ObjectKey key = key_of(object);
  for (ObjectName& name : relation_names(object)) {
    if (to_lower(name.name) != name.name) capitals_.insert(name);
    relations_.emplace(std::move(name), key);
  }
  for (const ObjectKey& used : dependencies(object)) users_[used].insert(key);
}

void Schema::unlink(const Object& object) {
  const ObjectKey key = key_of(object);
  for (const ObjectName& name : relation_names(object)) {
    const auto found = relations_.find(name);
    if (found == relations_.end() || found->second != key) continue;
    relations_.erase(found);
    capitals_.erase(name);
  }
  for (const ObjectKey& used : dependencies(object)) {
    const auto found = users_.find(used);
    if (found == users_.end()) continue;
    found->second.erase(key);
    if (found->second.empty()) users_.erase(found);
  }
}

// ---- names

namespace {

constexpr std::size_t postgres_name_bytes = 63;  // NAMEDATALEN - 1

std::size_t cut_at_character(std::string_view text, std::size_t bytes) {
  if (bytes >= text.size()) return text.size();
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return bytes;
}

/// PostgreSQL's makeObjectName (src/backend/commands/indexcmds.c): shortens the longer of both
/// parts first.
std::string make_object_name(std::string_view table, std::string_view columns,
                             std::string_view label) {
  const std::size_t overhead = label.size() + 1 + (columns.empty() ? 0 : 1);
  const std::size_t available = postgres_name_bytes - overhead;
  std::size_t first = table.size();
  std::size_t second = columns.size();
  while (first + second > available) {
    if (first > second)
      --first;
    else
      --second;
  }
  std::string name(table.substr(0, cut_at_character(table, first)));
  if (!columns.empty()) {
    name += '_';
    name += columns.substr(0, cut_at_character(columns, second));
  }
  name += '_';
  name += label;
  return name;
}

std::string joined(const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& column : columns) {
    if (!text.empty()) text += '_';
    text += column;
    if (text.size() >= postgres_name_bytes) break;
  }
  return text;
}

/// Columns by name, expressions by their function's name or "expr", as PostgreSQL's
/// ChooseIndexColumnNames does.
std::vector<std::string> part_names(const std::vector<IndexPart>& parts) {
  std::vector<std::string> names;
  for (const IndexPart& part : parts) {
    const Expression* expression = &part.expression;
    while (expression->kind == ExpressionKind::cast ||
           expression->kind == ExpressionKind::collate) {
      expression = &expression->operands.front();
    }
    const bool named =
        expression->kind == ExpressionKind::column || expression->kind == ExpressionKind::call;
    std::string name = named ? expression->text : "expr";
    const std::string base = name;
    for (int number = 1; std::ranges::find(names, name) != names.end(); ++number)
      name = base + std::to_string(number);
    names.push_back(std::move(name));
  }
  return names;
}

struct NameParts {
  std::string columns;
  std::string label;
};

NameParts name_parts(const ConstraintBody& body) {
  return std::visit(overloaded{
                        [](const PrimaryKey&) {
                          return NameParts{"", "pkey"};
                        },
                        [](const Unique& c) {
                          return NameParts{joined(c.columns), "key"};
                        },
                        [](const ForeignKey& c) {
                          return NameParts{joined(c.columns), "fkey"};
                        },
                        [](const Check& c) {
                          // The server names the column only when the check mentions exactly one.
                          const std::vector<std::string> columns = columns_of(c.expression);
                          return NameParts{columns.size() == 1 ? columns.front() : "", "check"};
                        },
                        [](const Exclusion& c) {
                          return NameParts{joined(part_names(c.parts)), "excl"};
                        },
                    },
                    body);
}

bool taken(const Schema& schema, const Table& table, const std::string& name) {
  if (table.find_constraint(name) != nullptr || table.find_index(name) != nullptr) return true;
  if (table.name.name == name) return true;
  return schema.find_relation({table.name.schema, name}) != nullptr;
}

std::string free_name(const Schema& schema, const Table& table, const NameParts& parts) {
  std::string name = make_object_name(table.name.name, parts.columns, parts.label);
  for (int number = 1; taken(schema, table, name); ++number) {
    name = make_object_name(table.name.name, parts.columns, parts.label + std::to_string(number));
  }
  return name;
}

}  // namespace

std::string default_constraint_name(const Schema& schema, const Table& table,
                                    const ConstraintBody& body) {
  return free_name(schema, table, name_parts(body));
}

std::string default_index_name(const Schema& schema, const Table& table, const Index& index) {
  return free_name(schema, table, {joined(part_names(index.parts)), "idx"});
}

}  // namespace migc
