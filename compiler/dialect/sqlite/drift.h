#pragma once

#include "compiler/dialect/sqlite/definition.h"
#include "compiler/dialect/sqlite/guards.h"

namespace migc::sqlite {

/// Finds what a table of the database has, but not in the history: a rebuild would lose it without
/// a word. Columns are compared both ways. How a definition is spelled does not matter: the table
/// may have been made by another tool.
[[nodiscard]] Guard differs_from_history(const Sql& sql, const Table& table);

}  // namespace migc::sqlite
