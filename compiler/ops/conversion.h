#pragma once

#include "compiler/schema/type.h"

namespace migc {

/// Whether every value of `from` survives a change to `to` and back again: the widening changes
/// (`int` to `bigint`, `varchar(10)` to `varchar(20)` or `text`, more digits at the same scale …).
/// Anything unknown counts as lossy.
[[nodiscard]] bool is_lossless(const Type& from, const Type& to);

/// Whether PostgreSQL converts by itself in ALTER COLUMN TYPE, through an assignment cast (manual,
/// CREATE CAST; pg_cast of the built-in types). Otherwise the statement needs USING.
[[nodiscard]] bool has_assignment_cast(const Type& from, const Type& to);

}  // namespace migc
