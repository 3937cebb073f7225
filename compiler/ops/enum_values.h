#pragma once

#include <optional>
#include <string>

#include "compiler/schema/schema.h"

namespace migc {

/// Renames a value of an enum wherever the definition of a table means it: in defaults and in the
/// expressions of constraints, indexes and generated columns, where a literal stands for the type
/// (it is compared with such a column, stands in its `in` list, is cast to it …). The same text
/// that stands for something else stays, and so does raw text.
void rename_enum_value(Table& table, const ObjectName& type, const std::string& from,
                       const std::string& to);

/// The same in the text of a view, rule, policy or trigger, which PostgreSQL keeps in parsed form:
/// where a literal is cast to the type, as the server writes it. Bodies of routines are strings to
/// it.
void rename_enum_value(Object& object, const ObjectName& type, const std::string& from,
                       const std::string& to);

/// What keeps the values of an enum as they are, and where it is defined.
struct ValueKeeper {
  std::string what;
  Origin origin;
};

/// PostgreSQL drops and moves values by a new type in the enum's place, to which columns change
/// over: but not those of a partition key, nor the types that are made of the enum.
[[nodiscard]] std::optional<ValueKeeper> keeper_of_values(const Schema& schema,
                                                          const ObjectName& enumeration);

}  // namespace migc
