#pragma once

#include <span>
#include <vector>

#include "compiler/dialect/sqlite/emission.h"

namespace migc::sqlite {

/// One operation of a step, with its table on both sides of it.
struct Change {
  const Operation* operation;
  Table before, after;
};

/// Emits a step that changes the definition of one table: with ALTER TABLE and CREATE INDEX where
/// that does all of it, otherwise as one rebuild. (Two, when a column takes the name of another
/// that the same step drops, or raw text stands between: what cannot be folded into the first copy
/// opens a second one.)
void emit_table_changes(Emission& emission, std::span<const Operation> step);

/// ADD COLUMN … that SQLite carries out in place, on a populated table too.
[[nodiscard]] bool is_native_add(const AddColumn& op, const Table& after);

}  // namespace migc::sqlite
