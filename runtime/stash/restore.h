#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/schema/schema.h"
#include "runtime/driver/driver.h"
#include "runtime/stash/stash.h"

namespace migc::runtime {

/// What a stash holds: how the migration that filled it says it.
struct KeptData {
  enum class Kind {
    rows,    ///< whole rows, of a dropped table or of a DELETE
    column,  ///< the values of a dropped column, by key
    values,  ///< what an UPDATE overwrote, by key, and what it wrote
  };
  Kind kind = Kind::rows;
  ObjectName table;                  ///< where it comes from
  std::vector<std::string> columns;  ///< of `column` and `values`: whose values they are
};

struct Restored {
  std::int64_t rows = 0;  ///< that got their data back
  std::int64_t kept = 0;  ///< that the stash holds
};

/// Copies a stash into `target` by hand, in one transaction; the stash stays as it is. On SQLite
/// the caller has foreign keys enforced.
///
/// - rows: all of them become new rows; sequences are moved on behind them.
/// - column: rows with a kept value get it; those of other keys are left alone.
/// - values: rows that were not changed since get their former values.
///
/// `refused`, with nothing done: the table or a column is missing, a column has a type that would
/// change values, a constraint says no, or a row would lose another value.
[[nodiscard]] Result<Restored> restore_stash(Driver& driver, const Place& place, const Stash& stash,
                                             const KeptData& data, const ObjectName& target);

}  // namespace migc::runtime
