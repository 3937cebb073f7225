#include "compiler/syntax/printer_layout.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace migc {
namespace {

constexpr std::size_t width = 100;

/// Columns that a text takes: its characters, not its bytes.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// Columns up to the first line end inside the text.
std::size_t first_columns(std::string_view text) {
  return columns(text.substr(0, text.find('\n')));
}

bool is_line_comment(const ast::Comment& comment) { return comment.text.rfind("--", 0) == 0; }

}  // namespace

Line& Line::add(std::string text) {
  pieces_.push_back(std::move(text));
  return *this;
}

Line& Line::glue(std::string_view text) {
  if (pieces_.empty()) pieces_.emplace_back();
  pieces_.back() += text;
  return *this;
}

Layout::Layout(const std::vector<ast::Comment>& comments, const ast::BlankLines& blank_lines)
    : comments_(comments), blank_(blank_lines.before) {}

bool Layout::blank_before(std::uint32_t offset) const {
  return std::binary_search(blank_.begin(), blank_.end(), offset);
}

void Layout::blank_line() {
  if (!fresh_block_) out_ += '\n';
}

void Layout::start_line() {
  out_.append(indent_ * 2, ' ');
  fresh_block_ = false;
}

void Layout::own_line_comments(std::uint32_t limit) {
  for (; next_ < comments_.size() && comments_[next_].origin.span.begin < limit; ++next_) {
    const ast::Comment& comment = comments_[next_];
    if (blank_before(comment.origin.span.begin)) blank_line();
    start_line();
    out_ += comment.text + "\n";
  }
}

void Layout::trailing_comments(std::uint32_t limit) {
  // The line end of what was just written comes behind the comments.
  while (next_ < comments_.size()) {
    const ast::Comment& comment = comments_[next_];
    if (comment.own_line || comment.origin.span.begin >= limit) return;
    out_.back() = ' ';
    out_ += " " + comment.text + "\n";
    ++next_;
    if (is_line_comment(comment)) return;
  }
}

void Layout::before(Span item, bool force) {
  const bool comment_first =
      next_ < comments_.size() && comments_[next_].origin.span.begin < item.begin;
  const bool blank = blank_before(comment_first ? comments_[next_].origin.span.begin : item.begin);
  if (force && !blank) blank_line();
  if (!comment_first && blank) blank_line();
  own_line_comments(item.begin);
  if (comment_first && blank_before(item.begin)) blank_line();
}

bool Layout::has_comment(std::uint32_t begin, std::uint32_t end) const {
  for (std::size_t i = next_; i < comments_.size() && comments_[i].origin.span.begin < end; ++i) {
    if (comments_[i].origin.span.begin >= begin) return true;
  }
  return false;
}

bool Layout::fits(const Line& line) const {
  std::size_t used = indent_ * 2;
  for (const std::string& piece : line.pieces()) {
    if (piece.find('\n') != std::string::npos) return false;
    used += columns(piece) + 1;
  }
  return used <= width + 1;
}

void Layout::write(const Line& line) {
  start_line();
  std::size_t column = indent_ * 2;
  bool first = true;
  for (const std::string& piece : line.pieces()) {
    if (!first) {
      if (column + 1 + first_columns(piece) > width) {
        column = indent_ * 2 + 4;
        out_ += "\n" + std::string(column, ' ');
      } else {
        out_ += ' ';
        ++column;
      }
    }
    first = false;
    out_ += piece;
    const std::size_t last_line = piece.rfind('\n');
    column = last_line == std::string::npos ? column + columns(piece)
                                            : columns(piece.substr(last_line + 1));
  }
  out_ += '\n';
}

void Layout::line(const Line& line, Span item, std::uint32_t limit) {
  own_line_comments(item.end);
  write(line);
  trailing_comments(limit);
}

void Layout::open(const Line& line, std::uint32_t limit) {
  write(line);
  trailing_comments(limit);
  ++indent_;
  fresh_block_ = true;
}

void Layout::close(const Line& tail, Span item, std::uint32_t limit) {
  own_line_comments(item.end);
  --indent_;
  Line end;
  end.add("}");
  for (const std::string& piece : tail.pieces()) end.add(piece);
  if (!tail.empty()) end.glue(";");
  write(end);
  trailing_comments(limit);
}

void Layout::finish() { own_line_comments(std::numeric_limits<std::uint32_t>::max()); }

}  // namespace migc
