#pragma once

#include <string>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/diff/diff.h"
#include "compiler/schema/schema.h"
#include "runtime/cli/context.h"
#include "runtime/cli/project.h"

namespace migc::runtime {

/// A schema that two commands compare: `diff`, and `revision --autogenerate`.
struct Source {
  std::string name;  ///< as people call it: "revision a1", "the desired schema"
  std::string word;  ///< as it was asked for
  Schema schema;
  RenameMarks marks = {};  ///< what the schema says of former names
};

/// A source by its word: `schema` (the desired schema of the project), a file whose name ends in
/// `.mig` (a desired schema of its own), or a revision target (the replayed history).
[[nodiscard]] Result<Source> read_source(const Context& context, const LoadedProject& project,
                                         const std::string& word);

/// The schema after these revisions and all that they need.
[[nodiscard]] Schema schema_at(const History& history, const std::vector<std::string>& revisions);

}  // namespace migc::runtime
