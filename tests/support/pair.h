#pragma once

#include <string_view>

#include "compiler/schema/schema.h"
#include "runtime/driver/driver.h"

namespace migc::test {

/// The laws of the way from one schema to another, on an empty database that gets rows: the way is
/// written as a migration, read and run; then the database is what another one (`fresh`, empty too)
/// is in which the second schema was made from nothing, and the values of columns that stay are
/// there. The way back leads to the first catalog and to every row of it, the second way up to what
/// was there after the first. Schemas are those of `generated_schema`, whose rows both sides take.
void walk_pair(const Schema& a, const Schema& b, runtime::Driver& driver, runtime::Driver& fresh);

}  // namespace migc::test
