#include "compiler/syntax/parser_lexer.h"

#include <algorithm>
#include <utility>

namespace migc {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

}  // namespace

void QuickLexer::set_text(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  text_ = ascii ? text : std::string_view();
}

QuickLexer::Match QuickLexer::match_at(std::size_t begin) const {
  std::size_t end = begin + 1;
  const char first = text_[begin];
  const auto next = [&](std::size_t at) { return at < text_.size() ? text_[at] : '\0'; };
  switch (first) {
    case ';':
      return {SEMI, end};
    case ',':
      return {COMMA, end};
    case '(':
      return {LPAREN, end};
    case ')':
      return {RPAREN, end};
    case '{':
      return {LBRACE, end};
    case '}':
      return {RBRACE, end};
    case '[':
      return {LBRACKET, end};
    case ']':
      return {RBRACKET, end};
    case '-':
      if (next(end) != '-') return {0, 0};
      while (end < text_.size() && text_[end] != '\n' && text_[end] != '\r') ++end;
      return {LINE_COMMENT, end, true};
    case '\'':
      for (; end < text_.size(); ++end) {
        if (text_[end] != '\'') continue;
        if (next(end + 1) != '\'') return {STRING, end + 1};
        ++end;
      }
      return {0, 0};
    default:  // characters are numbers
      break;
  }
  if (is_letter(first)) {
    while (is_letter(next(end)) || is_digit(next(end))) ++end;
    return {NAME, end};
  }
  if (is_digit(first)) {
    while (is_digit(next(end))) ++end;
    if (!is_letter(next(end)) && next(end) != '.') return {INT, end};
  }
  return {0, 0};
}

std::unique_ptr<antlr4::Token> QuickLexer::nextToken() {
  if (text_.empty()) return MigLexer::nextToken();
  std::size_t begin = _input->index();
  while (begin < text_.size() && is_blank(text_[begin])) ++begin;
  const Match match = begin < text_.size() ? match_at(begin) : Match{0, 0};
  if (match.type == 0) {
    _input->seek(begin);
    return MigLexer::nextToken();
  }
  _input->seek(match.end);
  return std::make_unique<antlr4::CommonToken>(
      std::pair<antlr4::TokenSource*, antlr4::CharStream*>{this, _input}, match.type,
      match.hidden ? HIDDEN : DEFAULT_TOKEN_CHANNEL, begin, match.end - 1);
}

}  // namespace migc
