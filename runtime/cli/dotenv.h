#pragma once

#include <map>
#include <string>
#include <string_view>

#include "compiler/base/result.h"

namespace migc::runtime {

/// One variable of a `.env` file.
struct DotenvEntry {
  std::string value;
  std::string origin;  ///< file and line, such as ".env:3"

  friend bool operator==(const DotenvEntry&, const DotenvEntry&) = default;
};

using Dotenv = std::map<std::string, DotenvEntry>;

/// Reads the text of a `.env` file: `KEY=VALUE` lines, an optional `export`, comments, values bare
/// or in quotes.
///
/// - bare: ends at the end of the line or at ` #`; white space around it is dropped, a backslash is
/// a backslash
/// - "double": may run over several lines; `\n \r \t \" \\ \$` are escapes, other backslashes stay
/// - 'single': literal, may run over several lines
///
/// `${NAME}` and `${NAME:-default}` are replaced in bare and double-quoted values, from
/// `environment` first and then from the lines above; a name that is nowhere gives nothing. A later
/// line for the same key wins. The messages of errors name `file` and the line and never show a
/// value.
[[nodiscard]] Result<Dotenv> parse_dotenv(std::string_view text, std::string_view file,
                                          const std::map<std::string, std::string>& environment);

}  // namespace migc::runtime
