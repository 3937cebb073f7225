#include "compiler/schema/schema.h"

#include <algorithm>

#include "compiler/base/check.h"
#include "compiler/base/text.h"

namespace migc {
namespace {

/// Under what the users of an object are kept: texts name routines without their arguments.
ObjectKey used_as(ObjectKey key) {
  if (key.kind == ObjectKind::procedure || key.kind == ObjectKind::aggregate)
    key.kind = ObjectKind::function;
  if (key.kind == ObjectKind::function) key.detail.clear();
  return key;
}

}  // namespace

const Object* Schema::find(const ObjectKey& key) const {
  const auto found = objects_.find(key);
  return found == objects_.end() ? nullptr : found->second.get();
}

Schema::Shared Schema::share(const ObjectKey& key) const {
  const auto found = objects_.find(key);
  return found == objects_.end() ? nullptr : found->second;
}

std::vector<ObjectKey> Schema::routines_named(const ObjectName& name) const {
  std::vector<ObjectKey> result;
  for (const ObjectKind kind :
       {ObjectKind::function, ObjectKind::procedure, ObjectKind::aggregate}) {
    for (auto found = objects_.lower_bound({kind, name});
         found != objects_.end() && found->first.kind == kind && found->first.name == name; ++found)
      result.push_back(found->first);
  }
  return result;
}

std::vector<ObjectKey> Schema::needs_of(const ObjectKey& key) const {
  const Object* object = find(key);
  MIGC_CHECK(object != nullptr);
  std::vector<ObjectKey> result;
  for (const ObjectKey& need : dependencies(*object)) {
    if (find(need) != nullptr) result.push_back(need);
    if (need.kind != ObjectKind::function) continue;
    const std::vector<ObjectKey> meant = routines_named(need.name);
    result.insert(result.end(), meant.begin(), meant.end());
  }
  return result;
}

const Table* Schema::find_table(const ObjectName& name) const {
  const Object* object = find({ObjectKind::table, name});
  return object == nullptr ? nullptr : &std::get<Table>(*object);
}

const Enum* Schema::find_enum(const ObjectName& name) const {
  const Object* object = find({ObjectKind::enum_, name});
  return object == nullptr ? nullptr : &std::get<Enum>(*object);
}

const View* Schema::find_view(const ObjectName& name) const {
  const Object* object = find({ObjectKind::view, name});
  return object == nullptr ? nullptr : &std::get<View>(*object);
}

const Sequence* Schema::find_sequence(const ObjectName& name) const {
  const Object* object = find({ObjectKind::sequence, name});
  return object == nullptr ? nullptr : &std::get<Sequence>(*object);
}

const Domain* Schema::find_domain(const ObjectName& name) const {
  const Object* object = find({ObjectKind::domain, name});
  return object == nullptr ? nullptr : &std::get<Domain>(*object);
}

const Object* Schema::find_type(const ObjectName& name) const {
  for (const ObjectKey& key : type_keys(name)) {
    if (const Object* object = find(key)) return object;
  }
  return nullptr;
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
  const auto found = users_.find(used_as(key));
  if (found == users_.end()) return {};
  std::vector<ObjectKey> users(found->second.begin(), found->second.end());
  std::erase(users, key);
  // What is granted names its routine in full.
  std::erase_if(users, [&](const ObjectKey& user) {
    const auto* privileges = std::get_if<Privileges>(find(user));
    return privileges != nullptr && privileges->object != key && !is_future(privileges->object);
  });
  return users;
}

std::vector<ObjectName> Schema::children_of(const ObjectName& table) const {
  std::vector<ObjectName> children;
  for (const ObjectKey& user : users_of({ObjectKind::table, table})) {
    const Table* child = user.kind == ObjectKind::table ? find_table(user.name) : nullptr;
    if (child == nullptr) continue;
    const bool is_child = (child->partition_of && child->partition_of->parent == table) ||
                          std::ranges::find(child->inherits, table) != child->inherits.end();
    if (is_child) children.push_back(child->name);
  }
  return children;
}

std::vector<ObjectName> Schema::descendants_of(const ObjectName& table) const {
  // Each as far from the table as its longest line, so that it stands behind all of its parents.
  std::vector<ObjectName> all;
  std::vector<ObjectName> generation = children_of(table);
  while (!generation.empty()) {
    std::vector<ObjectName> next;
    for (const ObjectName& name : generation) {
      std::erase(all, name);
      all.push_back(name);
      for (ObjectName& child : children_of(name)) {
        if (std::ranges::find(next, child) == next.end()) next.push_back(std::move(child));
      }
    }
    generation = std::move(next);
  }
  return all;
}

void Schema::put(Object object) {
  const ObjectKey key = key_of(object);
  remember(key);
  link_instead(key, object);
  Shared& place = objects_[key];
  if (place.use_count() == 1) {
    *std::const_pointer_cast<Object>(place) = std::move(object);
  } else {
    place = std::make_shared<Object>(std::move(object));
  }
}

void Schema::put(Shared object) {
  MIGC_CHECK(object != nullptr);
  const ObjectKey key = key_of(*object);
  remember(key);
  link_instead(key, *object);
  objects_.insert_or_assign(key, std::move(object));
}

void Schema::erase(const ObjectKey& key) {
  const auto found = objects_.find(key);
  MIGC_CHECK(found != objects_.end());
  remember(key);
  unlink(*found->second);
  objects_.erase(found);
}

void Schema::edit(const ObjectKey& key, const std::function<void(Object&)>& change) {
  const auto found = objects_.find(key);
  MIGC_CHECK(found != objects_.end());
  remember(key);
  unlink(*found->second);
  // What nobody else has needs no copy. All objects were made as ones that may change.
  if (found->second.use_count() > 1) found->second = std::make_shared<Object>(*found->second);
  change(*std::const_pointer_cast<Object>(found->second));
  MIGC_CHECK(key_of(*found->second) == key);
  link(*found->second);
}

void Schema::edit_table(const ObjectName& name, const std::function<void(Table&)>& change) {
  edit({ObjectKind::table, name}, [&](Object& object) { change(std::get<Table>(object)); });
}

void Schema::edit_enum(const ObjectName& name, const std::function<void(Enum&)>& change) {
  edit({ObjectKind::enum_, name}, [&](Object& object) { change(std::get<Enum>(object)); });
}

bool operator==(const Schema& a, const Schema& b) {
  return std::ranges::equal(a.objects_, b.objects_, [](const auto& x, const auto& y) {
    return x.first == y.first && (x.second == y.second || *x.second == *y.second);
  });
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

void Schema::restore(Before before) {
  // All of them go first: a name may have moved from one object to another.
  for (const auto& [key, object] : before) {
    if (objects_.contains(key)) erase(key);
  }
  for (auto& [key, object] : before) {
    if (object != nullptr) put(std::move(object));
  }
}

void Schema::remember(const ObjectKey& key) {
  if (recordings_.empty() || recordings_.back().contains(key)) return;
  recordings_.back().emplace(key, share(key));
}

void Schema::link_instead(const ObjectKey& key, const Object& object) {
  if (const Object* former = find(key)) unlink(*former);
  link(object);
}

void Schema::link(const Object& object) {
  const ObjectKey key = key_of(object);
  for (ObjectName& name : relation_names(object)) {
    if (to_lower(name.name) != name.name) capitals_.insert(name);
    relations_.emplace(std::move(name), key);
  }
  for (const ObjectKey& used : dependencies(object)) users_[used_as(used)].insert(key);
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
    const auto found = users_.find(used_as(used));
    if (found == users_.end()) continue;
    found->second.erase(key);
    if (found->second.empty()) users_.erase(found);
  }
}

}  // namespace migc
