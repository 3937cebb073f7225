#pragma once

#include <string>
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
/// back verbatim, and everything verified before the transaction ends. Follows
/// sqlite.org/lang_altertable.html 7, and goes further: foreign keys must not be violated more than
/// before, AUTOINCREMENT goes on where it was, views and triggers must still compile.
void emit_rebuilds(Emission& emission, const std::vector<Rebuild>& rebuilds);

/// Verifies that every view and trigger still compiles: SQLite drops a table although they mention
/// it.
void emit_view_and_trigger_check(Emission& emission, const std::vector<std::string>& touched,
                                 const std::string& summary);

}  // namespace migc::sqlite
