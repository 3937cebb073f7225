#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/diff/diff.h"

namespace migc {

/// Whether the privileges are not those of an object but those that new objects get.
[[nodiscard]] inline bool is_default_privileges(const ObjectKey& key) {
  return key.kind == ObjectKind::privileges && key.name.name.empty();
}

/// Brings operations into an order in which each finds what it needs. They are tried in the order
/// in which they were added, again and again, on a working copy that ends as the wanted schema;
/// `evolve` has the last word on whether one is possible. When none is, what stands in the way is
/// taken apart: a table is created without what closes a ring, and a view, trigger or foreign key
/// that keeps a change from happening is dropped and created again.
class Schedule {
 public:
  Schedule(Schema& working, const Schema& to, Retention drops)
      : working_(working), to_(to), drops_(drops) {}

  /// The operations of one group (0: none) keep their order among themselves while they can.
  void add(OperationBody body, Origin origin, std::size_t group = 0);
  /// Carries out what cannot wait for others. False, and nothing done, when it is not possible.
  bool apply_now(const OperationBody& body, const Origin& origin);
  /// Drops what is not a table and everything that needs it; what of it is wanted is to be created
  /// again.
  bool make_way(const ObjectKey& key);
  /// Leaves out what was added so far.
  void forget() { pending_.clear(); }
  /// Carries everything out, in its order.
  void run();

  [[nodiscard]] std::vector<Operation> take_operations() { return std::move(done_); }
  /// What no order made possible.
  [[nodiscard]] const std::vector<Operation>& stuck() const { return stuck_; }

 private:
  struct Item {
    Operation operation;
    std::size_t group = 0;
    bool done = false;
  };

  /// Carries out what is possible, in order. False when nothing was.
  bool pass();
  bool pass_out_of_order();
  bool split_table();
  bool clear_a_way();
  bool clear_the_way_of(const OperationBody& body);
  bool clear_column(const DropColumn& op);
  bool clear_key(const ObjectName& table);
  bool make_way(const ObjectKey& key, std::set<ObjectKey>& leaving);
  bool clear_object(const ObjectKey& key);
  bool ignore_needs();

  bool attempt(const Operation& operation);
  [[nodiscard]] bool is_there(const ObjectKey& key) const;
  [[nodiscard]] bool ready(const Operation& operation) const;
  [[nodiscard]] bool text_is_ready(const Object& object, bool is_new) const;
  [[nodiscard]] bool only_defaults_are_left() const;
  [[nodiscard]] bool rows_are_gone(const ObjectName& enumeration) const;
  [[nodiscard]] bool all_there(const std::vector<ObjectKey>& needs) const;
  [[nodiscard]] std::vector<Item> cut(Table& table) const;

  Schema& working_;
  const Schema& to_;
  Retention drops_;
  std::vector<Item> pending_;
  std::set<ObjectKey> made_way_;  ///< each once, or it could go on for ever
  std::vector<Operation> done_;
  std::vector<Operation> stuck_;
};

/// The operation that creates or drops any object.
[[nodiscard]] OperationBody creation_of(const Object& object);
[[nodiscard]] OperationBody removal_of(const ObjectKey& key, Retention retention);

}  // namespace migc
