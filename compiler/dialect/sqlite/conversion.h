#pragma once

#include <string>
#include <string_view>

#include "compiler/schema/expression.h"
#include "compiler/schema/type.h"

namespace migc::sqlite {

/// Whether values are to be had in another type without `using`. Strings of bytes alone are nothing
/// that a number or a date could be read from, or the other way.
[[nodiscard]] bool has_conversion(const Type& from, const Type& to);

/// Whether the values are written otherwise in the new type, where the affinity of its column would
/// do something else, or nothing.
[[nodiscard]] bool converts_values(const Type& from, const Type& to);

/// The value in the new type, as PostgreSQL's casts have it; as it is when `converts_values` says
/// no.
[[nodiscard]] Expression converted(Expression value, const Type& from, const Type& to);

/// Whether SQLite's own CAST has another value than PostgreSQL's: it cuts the fraction of a number
/// instead of rounding it, and has no words for true and false.
[[nodiscard]] bool is_cast_otherwise(const Type& from, const Type& to);

/// Holds when the conversion loses nothing of the value; empty: of no value.
[[nodiscard]] std::string lossless_condition(const Type& from, const Type& to,
                                             std::string_view value);

}  // namespace migc::sqlite
