#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/schema/object.h"
#include "compiler/schema/table.h"

namespace migc {

// ---- the model

/// The whole schema as a value: every object by kind and name. Objects refer to each other by name,
/// so copies are safe and `==` is meaningful; copies share the objects that neither has changed
/// since. All changes go through the members below, which keep the lookups (`users_of`,
/// `find_relation`) true and can record what was there before.
class Schema {
 public:
  /// An object that several schemas may have; never null inside of one.
  using Shared = std::shared_ptr<const Object>;

  /// Walks over keys and objects in the order of the keys.
  class Iterator {
   public:
    using iterator_concept = std::forward_iterator_tag;
    using iterator_category = std::input_iterator_tag;  // what it yields is no reference
    using value_type = std::pair<const ObjectKey&, const Object&>;
    using reference = value_type;
    using pointer = void;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    explicit Iterator(std::map<ObjectKey, Shared>::const_iterator at) : at_(at) {}

    value_type operator*() const { return {at_->first, *at_->second}; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(at_++); }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    std::map<ObjectKey, Shared>::const_iterator at_;
  };

  /// All objects of a schema, as long as it is not changed.
  class Objects {
   public:
    explicit Objects(const std::map<ObjectKey, Shared>& all) : all_(&all) {}

    [[nodiscard]] Iterator begin() const { return Iterator(all_->begin()); }
    [[nodiscard]] Iterator end() const { return Iterator(all_->end()); }
    [[nodiscard]] std::size_t size() const { return all_->size(); }

   private:
    const std::map<ObjectKey, Shared>* all_;
  };

  [[nodiscard]] Objects objects() const { return Objects(objects_); }
  [[nodiscard]] bool empty() const { return objects_.empty(); }

  [[nodiscard]] const Object* find(const ObjectKey& key) const;
  /// The same, to be put into another schema; null when there is none.
  [[nodiscard]] Shared share(const ObjectKey& key) const;
  [[nodiscard]] const Table* find_table(const ObjectName& name) const;
  [[nodiscard]] const Enum* find_enum(const ObjectName& name) const;
  [[nodiscard]] const Namespace* find_namespace(std::string_view name) const;
  [[nodiscard]] const View* find_view(const ObjectName& name) const;
  [[nodiscard]] const Sequence* find_sequence(const ObjectName& name) const;
  [[nodiscard]] const Domain* find_domain(const ObjectName& name) const;
  /// The enum, domain, composite or range type of this name, or null.
  [[nodiscard]] const Object* find_type(const ObjectName& name) const;
  /// The object that owns a relation name (a table, or the table of an index), or null.
  [[nodiscard]] const ObjectKey* find_relation(const ObjectName& name) const;
  /// The relations whose names differ from this one in the case of ASCII letters alone.
  [[nodiscard]] std::vector<ObjectName> relations_like(const ObjectName& name) const;
  /// Objects that depend on this one (itself left out), sorted. Texts name a routine without its
  /// arguments, so users of one are users of all routines of its name.
  [[nodiscard]] std::vector<ObjectKey> users_of(const ObjectKey& key) const;

  /// The tables that are partitions of this one or inherit from it, sorted.
  [[nodiscard]] std::vector<ObjectName> children_of(const ObjectName& table) const;
  /// Those and theirs: each behind its parents.
  [[nodiscard]] std::vector<ObjectName> descendants_of(const ObjectName& table) const;

  /// The functions, procedures and aggregates of a name, whatever their arguments: calls and texts
  /// name them so.
  [[nodiscard]] std::vector<ObjectKey> routines_named(const ObjectName& name) const;
  /// What an object of the schema needs of the others in it; of a routine's name all that it may
  /// mean.
  [[nodiscard]] std::vector<ObjectKey> needs_of(const ObjectKey& key) const;

  /// Adds or replaces.
  void put(Object object);
  void put(Shared object);
  void erase(const ObjectKey& key);
  /// Changes one object in place; it must exist, and keep its key.
  void edit_table(const ObjectName& name, const std::function<void(Table&)>& change);
  void edit_enum(const ObjectName& name, const std::function<void(Enum&)>& change);

  /// What objects looked like before they were changed; null for those that did not exist.
  using Before = std::map<ObjectKey, Shared>;
  /// Starts to remember the first former state of each object that is changed from now on.
  /// Recordings may be nested.
  void begin_recording();
  /// Ends the innermost recording. The outer one, if any, learns of the changes too.
  Before end_recording();
  /// Puts all remembered objects back.
  void restore(Before before);

  friend bool operator==(const Schema& a, const Schema& b);

 private:
  void edit(const ObjectKey& key, const std::function<void(Object&)>& change);
  void remember(const ObjectKey& key);
  void link_instead(const ObjectKey& key, const Object& object);
  void link(const Object& object);
  void unlink(const Object& object);

  std::map<ObjectKey, Shared> objects_;
  std::map<ObjectName, ObjectKey> relations_;
  std::set<ObjectName> capitals_;  ///< those relations that have capital letters
  std::map<ObjectKey, std::set<ObjectKey>> users_;
  std::vector<Before> recordings_;
};

/// The model as text, one line a fact, sorted: for tests, digests and debugging. Two equal schemas
/// dump equal text.
[[nodiscard]] std::string dump(const Schema& schema);
[[nodiscard]] std::string dump(const Object& object);

/// The objects in which two schemas differ, as the lines of `dump` that only one of them has (`-`
/// first, `+` second).
[[nodiscard]] std::string difference(const Schema& a, const Schema& b);

// ---- the naming convention

/// PostgreSQL's own names for what has none: `<table>_pkey`, `<table>_<columns>_key`, `_fkey`,
/// `_check`, `_excl`, `_idx`, cut to 63 bytes the way the server does (makeObjectName in its
/// source), numbered when taken.
[[nodiscard]] std::string default_constraint_name(const Schema& schema, const Table& table,
                                                  const ConstraintBody& body);
[[nodiscard]] std::string default_index_name(const Schema& schema, const Table& table,
                                             const Index& index);

}  // namespace migc
