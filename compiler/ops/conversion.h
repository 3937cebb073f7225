#pragma once

#include "compiler/schema/schema.h"

namespace migc {

/// smallint, int or bigint.
[[nodiscard]] bool is_integer(TypeKind kind);
/// Any number: an integer, decimal, real or double.
[[nodiscard]] bool is_number(TypeKind kind);

/// Whether every value of `from` survives a change to `to` and back again: the widening changes
/// (`int` to `bigint`, `varchar(10)` to `varchar(20)` or `text`, more digits at the same scale …).
/// Anything unknown counts as lossy.
[[nodiscard]] bool is_lossless(const Type& from, const Type& to);

/// Whether a foreign key can refer from a column of one type to a column of the other, as far as
/// one can tell: of a domain or another type of the model the server knows more.
[[nodiscard]] bool may_refer(const Type& from, const Type& to, const Schema& schema);

}  // namespace migc
