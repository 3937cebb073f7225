#pragma once

#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/schema/schema.h"
#include "runtime/driver/driver.h"

namespace migc::runtime {

/// A table in which another migration tool keeps what it has applied.
struct OtherTool {
  ObjectName table;
  std::string name;                         ///< "Alembic"
  bool left_alone = false;                  ///< it was taken out of the schema
  std::vector<std::string> revisions = {};  ///< of Alembic: where it stands

  /// "table `alembic_version`, in which Alembic keeps what it applied (it is at …): …"
  [[nodiscard]] std::string in_words() const;
};

/// Finds such tables in a schema that was read from the database. Alembic's is no part of any
/// application's schema and is taken out; other tools have theirs in the schema files that they
/// write, so there it stays.
[[nodiscard]] Result<std::vector<OtherTool>> set_other_tools_apart(Driver& driver, Schema& schema);

}  // namespace migc::runtime
