#pragma once

#include "compiler/schema/schema.h"

namespace migc::runtime::postgres {

/// The expression without the casts that PostgreSQL adds to what an author writes: `name::text =
/// any (array['a'::varchar, 'b'::varchar]::text[])` is `name in ('a', 'b')` where `name` is a
/// column of the table and of type `varchar`. PostgreSQL reads both as the same.
void make_plain(Expression& expression, const Table& table);

}  // namespace migc::runtime::postgres
