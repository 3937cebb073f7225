#pragma once

#include <optional>
#include <string>

#include "compiler/base/diagnostic.h"
#include "compiler/schema/schema.h"
#include "compiler/sema/history.h"
#include "compiler/syntax/ast.h"

namespace migc {

// What the parts of `Resolver` share.

/// PostgreSQL's `public` is the default schema.
[[nodiscard]] inline Type normalized(Type type) {
  if (type.name.schema == "public") type.name.schema.clear();
  return type;
}

[[nodiscard]] inline std::string text_of(const std::optional<ast::Text>& text) {
  return text ? text->text : "";
}

/// Stands in for one that is in no table.
[[nodiscard]] inline Column column_of(const std::string& name, const Type& type) {
  Column column;
  column.name = name;
  column.type = type;
  return column;
}

/// Finds the names in the texts of an object, in the words of each dialect of the project. False
/// after it has said what is wrong with one.
bool read_texts(Object& object, const HistoryOptions& options, const Schema& schema,
                Diagnostics& diagnostics);

}  // namespace migc
