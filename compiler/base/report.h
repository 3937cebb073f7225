#pragma once

#include <string>
#include <string_view>

#include "compiler/base/diagnostic.h"
#include "compiler/base/source_map.h"

namespace migc {

// Findings for machines. Each function returns one complete document in the collector's sorted
// order and ends in a line end. Lines and columns count from 1, columns in characters; an end is
// the place after the last character. Text that is not valid UTF-8 is repaired with replacement
// characters.

/// An array of objects: code, name, severity, message, label, file, line, column, endLine,
/// endColumn, labels, help. `file` and the numbers are null for a finding about no text; each of
/// `labels` has the same place members and a message.
[[nodiscard]] std::string to_json(const Diagnostics& diagnostics, const SourceMap& sources);

/// SARIF 2.1.0 with one run; `version` is migc's. Fingerprints are made of the code, the file and
/// the text of the line, so that they survive a move within the file.
[[nodiscard]] std::string to_sarif(const Diagnostics& diagnostics, const SourceMap& sources,
                                   std::string_view version);

/// Workflow commands of GitHub Actions, one line a finding; empty when there are none.
[[nodiscard]] std::string to_github(const Diagnostics& diagnostics, const SourceMap& sources);

/// JUnit XML: one test case a file, failed by its errors; warnings are in its output. Findings
/// about no text belong to the case `project`.
[[nodiscard]] std::string to_junit(const Diagnostics& diagnostics, const SourceMap& sources);

}  // namespace migc
