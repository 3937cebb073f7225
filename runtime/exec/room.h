#pragma once

#include "compiler/base/result.h"
#include "compiler/plan/script.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// Whether the disk has room for the tables that a batch copies. Only SQLite keeps its rows where
/// this process can see the disk; elsewhere, and for a database in memory, there is nothing to ask.
/// `io` when the copies would not fit: nothing was changed yet. A disk that is filled by others
/// meanwhile still ends the transaction, without harm.
[[nodiscard]] Result<void> require_room(const Batch& batch, Driver& driver);

}  // namespace migc::runtime
