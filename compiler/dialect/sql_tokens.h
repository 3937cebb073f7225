#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migc {

/// A token of SQL text, as far as both dialects agree what one is.
struct SqlToken {
  enum class Kind { word, quoted, string, number, other };
  Kind kind = Kind::other;
  std::string text;  ///< words in lower case; names in quotes without them; none of a string
  std::size_t begin = 0, end = 0;

  /// A word, or a name in quotes.
  [[nodiscard]] bool is_name() const { return kind == Kind::word || kind == Kind::quoted; }
  [[nodiscard]] bool is_word(std::string_view word) const {
    return kind == Kind::word && text == word;
  }
};

/// Reads SQL text without its comments. Never fails: what has no end ends with the text. Dollar
/// quotes are PostgreSQL's alone, and backticks and brackets around names SQLite's.
[[nodiscard]] std::vector<SqlToken> sql_tokens(std::string_view text, bool sqlite);

}  // namespace migc
