#pragma once

#include <string_view>

#include "compiler/schema/expression.h"

namespace migc::sqlite {

/// An expression in SQLite's words as a value of the language. What the language cannot say so that
/// SQLite reads the same expression again (subqueries, GLOB, blobs, functions that mean something
/// else elsewhere …) is raw text.
[[nodiscard]] Expression read_expression(std::string_view sql);

/// A declared type as a value of the language: portable where that is declared with this very word
/// and checks nothing, else the text itself.
[[nodiscard]] Type read_type(std::string_view declared);

}  // namespace migc::sqlite
