#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diff/rename.h"
#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

namespace migc {

struct DiffOptions {
  /// The one in whose words both sides are looked at; empty: offline, for all of them.
  std::string_view dialect = {};
  /// What is known to be a rename.
  RenameMarks renames = {};
  /// What becomes of the rows of tables and columns that are dropped.
  Retention drops = Retention::preserve;
};

/// The way from one schema to another.
struct Diff {
  std::vector<Operation> operations;
  /// What is dropped and created here, and might be a rename; best first.
  std::vector<RenameCandidate> undecided;
  /// What is not reached: operations that no order makes possible, each with what `evolve` says of
  /// it, and what no operation changes. Of a way from nothing: where the schema contradicts itself.
  std::vector<std::string> impossible;
};

/// The operations that lead from one schema to the other, in an order in which each one's
/// preconditions hold: as few as possible, the same for the same schemas. After them the schema
/// means the same as `to`, but for the order of columns where it cannot be reached by additions. A
/// ring of foreign keys is closed after its tables exist; what stands in the way of a change is
/// dropped before it and created again after.
[[nodiscard]] Diff diff(const Schema& from, const Schema& to, const DiffOptions& options);

}  // namespace migc
