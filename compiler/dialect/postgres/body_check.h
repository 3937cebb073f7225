#pragma once

#include <string_view>

#include "compiler/dialect/postgres/context.h"

namespace migc::postgres {

/// PostgreSQL checks the body of a routine when it is created, and refuses one that names what is
/// not there. Where the body may name what the unit makes only later (a function may read a table
/// whose default calls it), or give rows of a type that it changes later, or what the author found
/// by another search path, the check is turned off, as pg_dump does. Everywhere else it stays: a
/// mistake is better found now than by a caller. `sql` is the statement that follows.
void prepare_body_check(const Context& context, const TextObject& object, std::string_view sql);

}  // namespace migc::postgres
