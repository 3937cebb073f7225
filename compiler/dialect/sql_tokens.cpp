#include "compiler/dialect/sql_tokens.h"

#include <algorithm>

#include "compiler/base/text.h"

namespace migc {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Tokens {
 public:
  Tokens(std::string_view text, bool sqlite) : text_(text), sqlite_(sqlite) {}

  std::vector<SqlToken> run() {
    for (skip(); place_ < text_.size(); skip()) {
      token_ = {};
      token_.begin = place_;
      read();
      token_.end = place_;
      result_.push_back(std::move(token_));
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool at(std::string_view what) const {
    return text_.substr(place_).starts_with(what);
  }

  void skip() {
    while (place_ < text_.size()) {
      if (std::string_view(" \t\n\r\f\v").find(text_[place_]) != std::string_view::npos)
        ++place_;
      else if (at("--"))
        place_ = std::min(text_.find('\n', place_), text_.size());
      else if (at("/*"))
        skip_block();
      else
        return;
    }
  }

  /// PostgreSQL nests comments, SQLite does not.
  void skip_block() {
    int depth = 0;
    while (place_ < text_.size()) {
      if (at("/*") && (depth == 0 || !sqlite_)) {
        ++depth;
        place_ += 2;
      } else if (at("*/")) {
        place_ += 2;
        if (--depth == 0) return;
      } else {
        ++place_;
      }
    }
  }

  void read() {
    const char c = text_[place_];
    const bool escapes = !sqlite_ && (c == 'e' || c == 'E') && place_ + 1 < text_.size() &&
                         text_[place_ + 1] == '\'';
    if (escapes) {
      ++place_;
      return string(true);
    }
    if (c == '\'') return string(false);
    if (c == '"' || (sqlite_ && (c == '`' || c == '['))) return quoted(c == '[' ? ']' : c);
    if (c == '$' && !sqlite_ && dollar()) return;
    if (is_letter(c)) {
      const std::size_t begin = place_;
      while (place_ < text_.size() &&
             (is_letter(text_[place_]) || is_digit(text_[place_]) || text_[place_] == '$'))
        ++place_;
      token_.kind = SqlToken::Kind::word;
      token_.text = to_lower(text_.substr(begin, place_ - begin));
      return;
    }
    if (is_digit(c)) {
      const std::size_t begin = place_;
      while (place_ < text_.size() && (is_letter(text_[place_]) || is_digit(text_[place_]) ||
                                       (text_[place_] == '.' && !at(".."))))
        ++place_;
      token_.kind = SqlToken::Kind::number;
      token_.text = std::string(text_.substr(begin, place_ - begin));
      return;
    }
    token_.text = std::string(1, c);
    ++place_;
  }

  void string(bool escapes) {
    token_.kind = SqlToken::Kind::string;
    for (++place_; place_ < text_.size(); ++place_) {
      if (escapes && text_[place_] == '\\') {
        ++place_;
      } else if (text_[place_] == '\'') {
        if (!(place_ + 1 < text_.size() && text_[place_ + 1] == '\'')) break;
        ++place_;
      }
    }
    place_ = std::min(place_ + 1, text_.size());
  }

  void quoted(char close) {
    token_.kind = SqlToken::Kind::quoted;
    for (++place_; place_ < text_.size(); ++place_) {
      if (text_[place_] == close) {
        const bool doubled =
            close != ']' && place_ + 1 < text_.size() && text_[place_ + 1] == close;
        if (!doubled) break;
        ++place_;
      }
      token_.text += text_[place_];
    }
    place_ = std::min(place_ + 1, text_.size());
  }

  bool dollar() {
    std::size_t end = place_ + 1;
    while (end < text_.size() && (is_letter(text_[end]) || is_digit(text_[end]))) ++end;
    if (end >= text_.size() || text_[end] != '$' ||
        (end > place_ + 1 && is_digit(text_[place_ + 1])))
      return false;
    const std::string_view tag = text_.substr(place_, end + 1 - place_);
    const std::size_t close = text_.find(tag, end + 1);
    token_.kind = SqlToken::Kind::string;
    place_ = close == std::string_view::npos ? text_.size() : close + tag.size();
    return true;
  }

  std::string_view text_;
  bool sqlite_;
  std::size_t place_ = 0;
  SqlToken token_;
  std::vector<SqlToken> result_;
};

}  // namespace

std::vector<SqlToken> sql_tokens(std::string_view text, bool sqlite) {
  return Tokens(text, sqlite).run();
}

}  // namespace migc
