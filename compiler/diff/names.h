#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

/// Names that change hands: who has one that another wants, and what it is called meanwhile.
namespace migc {

/// Names that nobody has, before or after: for what has to leave its own before the next one is
/// free. The same for the same schemas.
class SpareNames {
 public:
  SpareNames(const Schema& from, const Schema& to) : from_(from), to_(to) {}

  [[nodiscard]] std::string take(const std::string& name);
  /// What was called otherwise before it got the name; of any other name itself.
  [[nodiscard]] const std::string& before(const std::string& name) const;

 private:
  const Schema& from_;
  const Schema& to_;
  std::set<std::string> taken_;  ///< in lower case, whatever they name; empty: not looked yet
  std::map<std::string, std::string> given_;  ///< spare ones, with whose they are
};

/// What has a name: an object, or a constraint or index of it.
struct Holder {
  ObjectKey object;
  std::string constraint = {}, index = {};

  friend bool operator==(const Holder&, const Holder&) = default;
  friend auto operator<=>(const Holder&, const Holder&) = default;
};

/// What else has a name that the operation gives to something.
[[nodiscard]] std::optional<Holder> holder_of_wanted_name(const Schema& schema,
                                                          const OperationBody& body);
/// What leaves its name by the operation; nothing when it is no rename.
[[nodiscard]] std::optional<Holder> renamed_by(const OperationBody& body);
/// Whether it has no name of its own in the schema, or is something else there.
[[nodiscard]] bool is_to_leave(const Holder& holder, const Schema& now, const Schema& to);

/// Renames any object.
[[nodiscard]] OperationBody rename_of(const ObjectKey& from, const ObjectName& to);
/// Renames it within its schema or table.
[[nodiscard]] OperationBody rename_of(const Holder& holder, const std::string& to);
[[nodiscard]] const std::string& name_of(const Holder& holder);

/// Whether objects of both kinds cannot have one name (manual, CREATE TABLE: relations, and the
/// types that go with them).
[[nodiscard]] bool share_names(ObjectKind a, ObjectKind b);

/// Moves in an order in which each name is free: each after the one that `blocks` it. `open` gets
/// those that wait for each other, and takes the first or makes it wait no longer.
template <typename Move, typename Blocks, typename Open>
std::vector<Move> in_order(std::vector<Move> moves, const Blocks& blocks, const Open& open) {
  std::vector<Move> result;
  while (!moves.empty()) {
    const auto free = std::ranges::find_if(moves, [&](const Move& move) {
      return std::ranges::none_of(
          moves, [&](const Move& other) { return &other != &move && blocks(other, move); });
    });
    if (free == moves.end()) {
      open(moves, result);
      continue;
    }
    result.push_back(std::move(*free));
    moves.erase(free);
  }
  return result;
}

}  // namespace migc
