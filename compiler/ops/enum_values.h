#pragma once

#include <string>

#include "compiler/schema/schema.h"

namespace migc {

/// Renames a value of an enum wherever the definition of a table means it: in defaults and in the
/// expressions of constraints, indexes and generated columns, where a literal stands for the type
/// (it is compared with such a column, stands in its `in` list, is cast to it …). The same text
/// that stands for something else stays, and so does raw text.
void rename_enum_value(Table& table, const ObjectName& type, const std::string& from,
                       const std::string& to);

}  // namespace migc
