#pragma once

#include <span>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/dialect/dialect.h"
#include "compiler/ops/operation.h"
#include "compiler/plan/script.h"
#include "compiler/schema/schema.h"
#include "compiler/sema/history.h"

namespace migc {

/// Groups adjacent operations on one table into steps; every other operation is a step of its own.
[[nodiscard]] std::vector<std::span<const Operation>> steps_of(
    std::span<const Operation> operations);

/// Compiles one revision in one direction. `schema` is the model before it and the model after it
/// on return.
[[nodiscard]] Unit emit(const Revision& revision, Direction direction, const Dialect& dialect,
                        const EmitOptions& options, Schema& schema, Diagnostics& diagnostics);

}  // namespace migc
