#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "MigParser.h"
#include "antlr4-runtime.h"
#include "compiler/base/diagnostic.h"
#include "compiler/base/span.h"
#include "compiler/syntax/ast.h"

namespace migc {

/// The text of one file and the way from ANTLR's positions, which count characters, to ours, which
/// count bytes.
class SourceText {
 public:
  /// `text` is valid UTF-8 and outlives the object. `skip` bytes at its start (a byte order mark)
  /// were not given to ANTLR.
  SourceText(FileId file, std::string_view text, std::uint32_t skip);

  [[nodiscard]] FileId file() const { return file_; }
  [[nodiscard]] std::string_view all() const { return text_; }
  [[nodiscard]] std::uint32_t offset(std::size_t character) const;
  [[nodiscard]] Span span(const antlr4::Token* token) const;
  /// From the first token to the end of the last one.
  [[nodiscard]] Span span(const antlr4::Token* first, const antlr4::Token* last) const;
  [[nodiscard]] std::string_view text(const antlr4::Token* token) const;

 private:
  FileId file_;
  std::string_view text_;
  std::uint32_t skip_;
  std::vector<std::uint32_t> offsets_;  ///< by character; empty when all are ASCII
};

/// Keywords of the grammar by their lower-case spelling, and back.
class Keywords {
 public:
  explicit Keywords(const antlr4::dfa::Vocabulary& vocabulary, std::size_t max_type);

  /// The token type of a word in any case; `MigParser::NAME` for those that are no keyword.
  [[nodiscard]] std::size_t find(std::string_view word) const;
  /// Empty for what is no keyword.
  [[nodiscard]] std::string_view spelling(std::size_t type) const;

 private:
  std::vector<std::string> spellings_;  ///< by token type
  std::unordered_map<std::string_view, std::size_t> types_;
};

/// What stands in no rule of the grammar.
struct Trivia {
  std::vector<ast::Comment> comments;
  ast::BlankLines blank_lines;
};

/// Looks at all tokens once, before parsing: turns words into keywords, collects comments and blank
/// lines, and reports what has no end, what no token may hold, and brackets nested too deeply.
/// False when something was reported.
bool scan_tokens(const std::vector<antlr4::Token*>& tokens, const SourceText& source,
                 const Keywords& keywords, Trivia& trivia, Diagnostics& diagnostics);

/// Text with the line ends of this language: no carriage return before a line feed.
[[nodiscard]] std::string unify_line_ends(std::string_view text);

}  // namespace migc
