#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/dialect/sqlite/emission.h"
#include "compiler/dialect/sqlite/sources.h"

namespace migc::sqlite {

/// One table to be built anew: before and after have the same name.
struct Rebuild {
  Table before;  ///< as the database has it when the copy starts
  Table after;
  Sources sources;
  std::vector<Statement> first;  ///< runs before the copy: guards, stashes
  std::vector<Statement> last;   ///< runs when the new table is in its place
  std::string what;              ///< the operations in words
};

/// Builds tables anew, all in one transaction with foreign keys switched off: copy under another
/// name, drop, rename, with everything that the model does not know (triggers, other indexes) put
/// back verbatim, and everything verified before the transaction ends. README.md has the steps.
void emit_rebuilds(Emission& emission, const std::vector<Rebuild>& rebuilds);

/// Lets an AUTOINCREMENT table begin at a number, unless its rows are beyond it.
void emit_sequence_start(Emission& emission, std::string_view table, std::int64_t start,
                         const std::string& summary);

}  // namespace migc::sqlite
