#pragma once

#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/schema/schema.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// What to read, and what to leave alone besides what belongs to the system, to an extension, to a
/// session (temporary objects) or to migc itself.
struct InspectOptions {
  std::string ledger_schema = "migc";   ///< migc's own place on PostgreSQL
  std::string ledger_prefix = "migc_";  ///< and on SQLite
  /// Patterns with `*` and `?` over `schema.name` (`name` alone in the default schema). Nothing to
  /// include means everything.
  std::vector<std::string> include, exclude;
  bool owners = false;  ///< keep the owners of objects; otherwise they stay empty
};

/// A live database as a value.
struct Inspected {
  Schema schema;
  /// What is there and has no place in the model, in words: "operator class `app.by_weight`".
  std::vector<std::string> left_out;
};

/// Reads everything in one snapshot; changes nothing. Expressions and texts are in the database's
/// own normal form. Errors: those of the driver; `io` when a SQLite catalog holds a text that
/// cannot be read.
[[nodiscard]] Result<Inspected> inspect(Driver& driver, const InspectOptions& options);

/// The two engines, for the dispatcher above.
[[nodiscard]] Result<Inspected> inspect_postgres(Driver& driver, const InspectOptions& options);
[[nodiscard]] Result<Inspected> inspect_sqlite(Driver& driver, const InspectOptions& options);

}  // namespace migc::runtime
