#pragma once

#include <string>
#include <vector>

#include "compiler/dialect/sqlite/emission.h"

namespace migc::sqlite {

/// Verifies that the views and triggers that mention one of the tables, on their own or through
/// views, still compile: SQLite drops a table although they do. Others are left alone: what was
/// wrong with them before is not the migration's fault.
void emit_view_and_trigger_check(Emission& emission, const std::vector<std::string>& tables,
                                 const std::string& summary);

}  // namespace migc::sqlite
