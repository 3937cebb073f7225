#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/schema/schema.h"

namespace migc {

/// A routine and what its calls look like, as far as that is known.
struct Overload {
  ObjectKey key;
  std::optional<Arity> arity;
};
[[nodiscard]] Overload overload_of(const Object& routine);

/// A rename as other objects see it: of an object, or of a column of the relation `from`.
struct Renaming {
  ObjectKey from;
  ObjectName to;
  std::string column_from = {}, column_to = {};  ///< of a column; `to` is then `from.name`
  std::optional<Arity> arity = {};               ///< of a routine
  std::vector<Overload> others = {};             ///< routines of the same name that keep it
};

/// Lets an object that mentions what is renamed follow: its fields and, name by name, its texts.
/// Returns why it cannot, or an empty text. Only the object itself, never its own name or key, is
/// left to the caller.
[[nodiscard]] std::string follow(Object& object, const Renaming& renaming);

/// Renames what the texts of an object call the object itself. Returns why not, or an empty text.
[[nodiscard]] std::string rename_self(Object& object, const ObjectName& to);

}  // namespace migc
