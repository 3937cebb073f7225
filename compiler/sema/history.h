#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/base/digest.h"
#include "compiler/base/span.h"
#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"
#include "compiler/sema/graph.h"
#include "compiler/syntax/ast.h"

namespace migc {

/// One migration, resolved, inverted and proven.
struct Revision {
  std::string id;
  std::vector<std::string> parents;
  std::vector<std::string> depends_on;
  std::vector<std::string> labels;
  std::string title;
  std::vector<Operation> up;
  std::vector<Operation> down;  ///< derived or written by hand; in the order in which they run
  Verdict verdict = Verdict::exact;
  std::string reason;  ///< why the verdict is not exact; the author's words when irreversible
  Digest digest;       ///< SHA-256 of `source`
  std::string source;  ///< canonical text without comments: layout may change, meaning may not
  std::string file;    ///< name of the file in the source map
  Span span;           ///< the migration's id in its header
};

/// All migrations of a project in one topological order, in which the model was replayed.
struct History {
  std::vector<Revision> revisions;
  Graph graph;
  Schema head;  ///< the schema after all of them

  [[nodiscard]] const Revision* find(std::string_view id) const;
};

/// Reads a text in the words of a dialect: finds the names in it, and compares it with the object
/// that it is to create. What is wrong becomes a diagnostic inside the text, and the answer false.
using TextReader =
    std::function<bool(std::string_view dialect, const Object& object, const Schema& schema,
                       DefinitionText& text, Diagnostics& diagnostics)>;

struct HistoryOptions {
  /// What a drop that names neither `preserve` nor `discard` does; null: it is an error (`[stash]
  /// default = "ask"`).
  std::optional<Retention> default_retention = Retention::preserve;
  /// Names of the dialects that every statement must speak for.
  std::vector<std::string> dialects = {"postgres", "sqlite"};
  /// Without one texts are not looked into.
  TextReader read_text = {};
};

/// Builds the graph, replays every migration on the model, inverts it, and proves on the model that
/// up followed by down leads back to the schema before. Reports all it finds; null when there was
/// any error.
[[nodiscard]] std::optional<History> build_history(std::span<const ast::File> files,
                                                   const HistoryOptions& options,
                                                   Diagnostics& diagnostics);

}  // namespace migc
