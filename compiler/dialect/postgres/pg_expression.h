#pragma once

#include <optional>
#include <string_view>

#include "compiler/schema/expression.h"

namespace migc::postgres {

/// A PostgreSQL expression as a value of the language, as the author of a migration would have
/// written it: `= any (array[…])` of constants is `in`, `~~` is `like`, names of `pg_catalog` and
/// `public` stand without their schema. Nothing when a part of it has no words in the language, or
/// when it is no expression.
[[nodiscard]] std::optional<Expression> parse_expression(std::string_view sql);

}  // namespace migc::postgres
