#pragma once

#include <cstddef>
#include <string>

#include "compiler/base/diagnostic.h"
#include "compiler/base/source_map.h"

namespace migc {

struct RenderOptions {
  bool color = false;  ///< ANSI escape sequences
  std::size_t width =
      120;  ///< columns that a quoted source line may take; a longer one is cut around its caret
};

/// One finding as a person reads it: header, place, quoted lines with carets, help. Ends in a line
/// end. Control characters of the source, which could steer a terminal, come out as replacement
/// characters.
[[nodiscard]] std::string render_text(const Diagnostic& diagnostic, const SourceMap& sources,
                                      const RenderOptions& options = {});

/// All findings in their sorted order, an empty line between two of them; empty when there are
/// none. Does not hold the summary.
[[nodiscard]] std::string render_text(const Diagnostics& diagnostics, const SourceMap& sources,
                                      const RenderOptions& options = {});

/// "2 errors, 1 warning", with what the cap kept out; empty when nothing was found. No line end.
[[nodiscard]] std::string summary(const Diagnostics& diagnostics);

}  // namespace migc
