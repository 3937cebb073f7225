#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/span.h"

namespace migc::postgres {

/// One statement of a raw SQL text.
struct RawStatement {
  std::string text;               ///< without the semicolon and the blanks around
  std::size_t offset = 0;         ///< of `text` in the whole, in bytes
  bool outside = false;           ///< cannot run inside a transaction
  bool ends_transaction = false;  ///< BEGIN, COMMIT, ROLLBACK, SAVEPOINT …
  bool adds_enum_value = false;   ///< what it adds cannot be used before the commit
};

struct RawProblem {
  std::string message;     ///< PostgreSQL's own
  std::size_t offset = 0;  ///< in bytes
};

/// A raw text, read by PostgreSQL 15's own parser. With a problem there are no statements.
struct RawText {
  std::vector<RawStatement> statements;
  std::optional<RawProblem> problem;
};

[[nodiscard]] RawText read_raw(std::string_view text);

/// The tree of a text as the parser's JSON; empty when it does not parse.
[[nodiscard]] std::string parse_tree(std::string_view text);

/// What is wrong with a text that has to stand between `before` and `after` in a statement of its
/// own, and may not go past them. The offset is within the text.
[[nodiscard]] std::optional<RawProblem> check_part(std::string_view before, std::string_view text,
                                                   std::string_view after);

/// The place of an offset in the source; `span` may or may not include the marks around the text.
[[nodiscard]] Span place_in(Span span, std::string_view text, std::size_t offset);

/// Whether the text holds words of syntax that came after the parser's version, so that its refusal
/// proves nothing.
[[nodiscard]] bool may_be_newer(std::string_view text);

}  // namespace migc::postgres
