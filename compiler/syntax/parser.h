#pragma once

#include <memory>
#include <optional>

#include "compiler/base/diagnostic.h"
#include "compiler/base/source_map.h"
#include "compiler/base/span.h"
#include "compiler/syntax/ast.h"

namespace migc {

/// Reads `.mig` texts. One object serves many files, and is cheaper than one for each: the
/// generated parser learns while it works. Not for use from two threads at once.
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// The tree of a file that is free of syntax errors; otherwise nothing, and at least one new
  /// error in `diagnostics`. Never throws. Limits: 1 MiB a file, brackets nested 256 deep,
  /// expressions 1000 deep.
  [[nodiscard]] std::optional<ast::File> parse(const SourceMap& sources, FileId file,
                                               Diagnostics& diagnostics);

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

/// The same with a parser of its own, for a single file.
[[nodiscard]] std::optional<ast::File> parse(const SourceMap& sources, FileId file,
                                             Diagnostics& diagnostics);

}  // namespace migc
