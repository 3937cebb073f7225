#pragma once

#include "compiler/base/diagnostic.h"
#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

namespace migc {

/// Applies an operation to the model. All preconditions live here: what does not fit (an unknown
/// column, a name that is taken, a table that others refer to …) becomes a diagnostic at the
/// operation's origin, the schema stays as it was, and the result is false.
bool evolve(Schema& schema, const Operation& operation, Diagnostics& diagnostics);

}  // namespace migc
