#pragma once

#include <string>
#include <string_view>

namespace migc::runtime {

/// How a statement that says nothing about itself (raw SQL outside a transaction) is made to happen
/// exactly once.
enum class Once {
  own_transaction,  ///< in a transaction of its own, together with its record
  repeat,   ///< the database allows no transaction for it, and a second time changes nothing more
  observe,  ///< the database allows no transaction for it, but its index tells whether it happened
};

struct OnceRule {
  Once way = Once::own_transaction;
  /// `observe`: a query for the index that it makes or drops; no row when there is none. Its
  /// columns: what tells this index from another of the same name, `whole` or `broken`, the
  /// statement that removes it.
  std::string index;
  bool makes = false;  ///< `observe`: it makes the index, or else drops it
};

/// Reads the beginning of a statement. What is not known is given a transaction of its own; the
/// database says when that is not allowed.
[[nodiscard]] OnceRule once_rule(std::string_view sql, std::string_view dialect);

}  // namespace migc::runtime
