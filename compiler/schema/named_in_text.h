#pragma once

#include <optional>
#include <vector>

#include "compiler/schema/object.h"

namespace migc {

// PostgreSQL reads a literal of `regconfig` and its like as the name of an object, hangs what
// contains it on that object, and follows its renames (manual, 8.19 Object Identifier Types).

/// What a literal names: an object of one of the kinds. The search functions take the name of a
/// configuration without a cast, too.
struct NamedInText {
  std::vector<ObjectKind> kinds;
  ObjectName name;
};

/// Nothing where the expression, without its parts, holds no such literal.
[[nodiscard]] std::optional<NamedInText> named_in_text(const Expression& expression);

/// Gives the object its other name where the expression, without its parts, names it so.
void rename_in_text(Expression& expression, const ObjectKey& from, const ObjectName& to);

}  // namespace migc
