#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/ast.h"

namespace migc {

/// A line in the making: pieces with a blank between them. A line that grows too long is broken
/// between pieces.
class Line {
 public:
  /// Starts a new piece.
  Line& add(std::string text);
  /// Appends to the last piece, without a blank.
  Line& glue(std::string_view text);
  [[nodiscard]] bool empty() const { return pieces_.empty(); }
  [[nodiscard]] const std::vector<std::string>& pieces() const { return pieces_; }

 private:
  std::vector<std::string> pieces_;
};

/// Writes lines with their indentation and puts the file's comments and blank lines between them.
/// Items must come in the order of the text; offsets of generated trees, which have no places, do
/// no harm.
class Layout {
 public:
  Layout(const std::vector<ast::Comment>& comments, const ast::BlankLines& blank_lines);

  /// Comments that stand before `begin`, each on a line of its own, and a blank line when the
  /// author left one (`force`: in any case).
  void before(Span item, bool force = false);
  /// A line that ends at `item.end`; what was written inside it or behind it, up to `limit`, is put
  /// above or behind it.
  void line(const Line& line, Span item, std::uint32_t limit);
  /// The head of a block: comments up to `limit` that follow other text stay on the line.
  void open(const Line& line, std::uint32_t limit);
  /// The end of a block. `tail` follows the brace.
  void close(const Line& tail, Span item, std::uint32_t limit);
  /// The comments that are left.
  void finish();

  /// Whether a comment stands in the range: then a list must not be joined to one line.
  [[nodiscard]] bool has_comment(std::uint32_t begin, std::uint32_t end) const;
  [[nodiscard]] bool fits(const Line& line) const;
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void write(const Line& line);
  void own_line_comments(std::uint32_t limit);
  void trailing_comments(std::uint32_t limit);
  [[nodiscard]] bool blank_before(std::uint32_t offset) const;
  void blank_line();
  void start_line();

  const std::vector<ast::Comment>& comments_;
  const std::vector<std::uint32_t>& blank_;
  std::size_t next_ = 0;
  std::size_t indent_ = 0;
  bool fresh_block_ = true;  ///< nothing was written since the block, or the file, began
  std::string out_;
};

}  // namespace migc
