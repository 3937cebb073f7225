#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/result.h"
#include "compiler/diff/diff.h"
#include "compiler/schema/schema.h"
#include "runtime/cli/context.h"
#include "runtime/cli/database.h"
#include "runtime/cli/project.h"

namespace migc::runtime {

/// A schema that two commands compare: `diff`, and `revision --autogenerate`.
struct Source {
  std::string name;  ///< as people call it: "revision a1", "the desired schema", a masked URL
  std::string word;  ///< as it was asked for, a password masked
  Schema schema;
  RenameMarks marks = {};                  ///< what the schema says of former names
  std::string dialect = {};                ///< of a database: the schema is in its words
  std::vector<std::string> left_out = {};  ///< what is there, and the model cannot hold
  std::optional<ConnectionTarget> server = std::nullopt;  ///< of a PostgreSQL database: where it is
};

/// Whether a word means a database: its URL.
[[nodiscard]] bool is_database(std::string_view word);
/// The source that needs no project.
[[nodiscard]] Result<Source> read_database(const Context& context, const Config& config,
                                           const std::string& word);
/// A source by its word: `schema` (the desired schema of the project), the URL of a database, a
/// file whose name ends in `.mig` (a desired schema of its own) or `.sql` (what a database is after
/// it), or a revision target (the replayed history).
[[nodiscard]] Result<Source> read_source(const Context& context, const LoadedProject& project,
                                         const std::string& word);

/// Brings two sources into the same words where one of them is a database: the other one is created
/// in a throw-away database of its kind and read back. What is the same in meaning is the same in
/// words afterwards; what has no place in that database is taken out. Where no throw-away database
/// can be had, it says so, and what is known of the engine's own rewriting must do. Returns the
/// dialect to compare in, empty for none.
[[nodiscard]] Result<std::string> align(const Context& context, const LoadedProject& project,
                                        Source& from, Source& to);

/// Reads the database and refuses, naming the differences, when it is not what the migrations that
/// are applied to it lead to.
[[nodiscard]] Result<void> require_no_drift(const Context& context, const LoadedProject& project,
                                            Database& database);

/// The schema after these revisions and all that they need.
[[nodiscard]] Schema schema_at(const History& history, const std::vector<std::string>& revisions);

}  // namespace migc::runtime
