#pragma once

#include <map>
#include <string>

#include "compiler/plan/script.h"
#include "runtime/journal/journal.h"

namespace migc::runtime {

/// The script with everything that a run would write into the journal, as plain statements: its
/// tables when they are not there (or the change of those that have an older `format`), a guard at
/// the beginning of each unit that stops the script when the database is not where it is believed
/// to be, and the record in the last transaction of each unit. What `plan --sql` prints can then be
/// run by hand, and `apply` goes on after it.
[[nodiscard]] Script with_journal(Script script,
                                  const std::map<std::string, Archived, std::less<>>& archive,
                                  const Place& place, const Identity& identity, int format = 0);

}  // namespace migc::runtime
