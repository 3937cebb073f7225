#pragma once

#include "compiler/schema/type.h"

namespace migc {

/// Whether every value of `from` survives a change to `to` and back again: the widening changes
/// (`int` to `bigint`, `varchar(10)` to `varchar(20)` or `text`, more digits at the same scale …).
/// Anything unknown counts as lossy.
[[nodiscard]] bool is_lossless(const Type& from, const Type& to);

}  // namespace migc
