#pragma once

#include <string>
#include <vector>

#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

namespace migc {

/// How to take an operation back. `operations` are in the order in which they run; `reason` says in
/// a few words why a verdict is worse than exact.
struct Inverse {
  std::vector<Operation> operations;
  Verdict verdict = Verdict::exact;
  std::string reason;
};

/// The inverse of an operation that `evolve` accepts on `before`. A pure function: what the
/// operation destroys of the definition is read from the schema before it.
[[nodiscard]] Inverse invert(const Operation& operation, const Schema& before);

}  // namespace migc
