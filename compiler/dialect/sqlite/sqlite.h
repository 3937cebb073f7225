#pragma once

#include "compiler/dialect/dialect.h"

namespace migc {

/// SQLite 3.35 and later. What ALTER TABLE cannot do becomes a rebuild of the table: a copy with
/// the final definition under another name that takes the table's place, all in one transaction
/// with foreign keys switched off.
///
/// What has no meaning on SQLite is left out silently: comments, tablespaces, storage parameters,
/// `unlogged`, column storage, `not valid` (every constraint holds for every row), GENERATED ALWAYS
/// of an identity.
[[nodiscard]] const Dialect& sqlite_dialect();

}  // namespace migc
