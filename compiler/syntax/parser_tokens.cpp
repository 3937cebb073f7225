#include "compiler/syntax/parser_tokens.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/check.h"
#include "compiler/base/text.h"

namespace migc {
namespace {

using grammar::MigParser;

constexpr std::size_t max_nesting = 256;

bool is_open_text(std::size_t type) {
  return type == MigParser::OPEN_QUOTED || type == MigParser::OPEN_STRING ||
         type == MigParser::OPEN_RAW;
}

/// Reports a token that is no part of the language.
void report_invalid(const antlr4::Token* token, const SourceText& source,
                    Diagnostics& diagnostics) {
  const std::string_view text = source.text(token);
  Span span = source.span(token);
  if (text.size() >= 2 && text.substr(0, 2) == "/*") {
    span.end = span.begin + 2;
    diagnostics.add(Code::unterminated_string, span,
                    "found the end of the file inside a comment, expected `*/`",
                    "the comment begins here");
    return;
  }
  if (text.size() >= 2 && text[0] == '$') {
    const std::size_t end = text.find('$', 1) + 1;
    span.end = span.begin + static_cast<std::uint32_t>(end);
    diagnostics.add(
        Code::unterminated_string, span,
        fmt::format("found the end of the file inside a text, expected `{}`", text.substr(0, end)),
        "the text begins here");
    return;
  }
  std::string shown =
      text.size() == 1 && (text[0] < ' ' || text[0] == 0x7f)
          ? fmt::format("the control character 0x{:02x}", static_cast<unsigned char>(text[0]))
          : fmt::format("`{}`", text);
  Diagnostic& diagnostic = diagnostics.add(
      Code::syntax_error, span, fmt::format("found {}, which means nothing here", shown));
  if (text == "$")
    diagnostic.with_help("a text of the database's own stands between `$$` and `$$`");
  if (text == "\\")
    diagnostic.with_help("in a string only the quote is special: it is written twice");
}

/// Reports a string or name without an end. The true culprit is often an earlier one that runs over
/// several lines.
void report_open(const antlr4::Token* token, const antlr4::Token* suspect, const SourceText& source,
                 Diagnostics& diagnostics) {
  const std::string_view text = source.text(token);
  Span span = source.span(token);
  span.end = span.begin + 1;
  const std::string_view what = text[0] == '\''  ? "string"
                                : text[0] == '"' ? "quoted name"
                                                 : "text in backticks";
  Diagnostic& diagnostic = diagnostics.add(
      Code::unterminated_string, span,
      fmt::format("found the end of the file inside a {}, expected `{}`", what, text.substr(0, 1)),
      fmt::format("the {} begins here", what));
  if (suspect != nullptr) {
    Span place = source.span(suspect);
    place.end = place.begin + 1;
    diagnostic.label(place, "this one runs over several lines; was it meant to end earlier?");
  }
}

/// Collects comments and blank lines between tokens.
class TriviaCollector {
 public:
  TriviaCollector(const SourceText& source, Trivia& trivia) : source_(source), trivia_(trivia) {}

  void token(const antlr4::Token* token) {
    const Span span = source_.span(token);
    note_gap(span.begin);
    last_end_ = span.end;
    first_ = false;
  }

  void comment(const antlr4::Token* token) {
    Span span = source_.span(token);
    const bool own_line = note_gap(span.begin) != 0 || first_;
    std::string text = unify_line_ends(source_.text(token));
    text.erase(text.find_last_not_of(" \t\r\n\f\v") + 1);
    trivia_.comments.push_back({.text = std::move(text), .own_line = own_line, .origin = {span}});
    last_end_ = span.end;
    first_ = false;
  }

 private:
  /// Line ends between the last token and this place; two or more are a blank line.
  std::size_t note_gap(std::uint32_t begin) {
    const std::string_view gap = source_.all().substr(last_end_, begin - last_end_);
    auto lines = static_cast<std::size_t>(std::count(gap.begin(), gap.end(), '\n'));
    if (lines == 0) lines = static_cast<std::size_t>(std::count(gap.begin(), gap.end(), '\r'));
    if (lines > 1) trivia_.blank_lines.before.push_back(begin);
    return lines;
  }

  const SourceText& source_;
  Trivia& trivia_;
  std::uint32_t last_end_ = 0;
  bool first_ = true;
};

/// Follows brackets and CASE … END, which recurse in the parser.
class NestingCheck {
 public:
  /// False at the token that goes too deep.
  bool token(std::size_t type) {
    if (type == MigParser::LPAREN || type == MigParser::LBRACE || type == MigParser::LBRACKET ||
        type == MigParser::CASE) {
      return ++depth_ <= max_nesting;
    }
    if (type == MigParser::RPAREN || type == MigParser::RBRACE || type == MigParser::RBRACKET ||
        type == MigParser::END) {
      if (depth_ > 0) --depth_;
    }
    return true;
  }

 private:
  std::size_t depth_ = 0;
};

}  // namespace

SourceText::SourceText(FileId file, std::string_view text, std::uint32_t skip)
    : file_(file), text_(text), skip_(skip) {
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return;
  offsets_.reserve(text.size());
  for (std::size_t i = skip; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U)
      offsets_.push_back(static_cast<std::uint32_t>(i));
  }
}

std::uint32_t SourceText::offset(std::size_t character) const {
  const std::size_t end = text_.size();
  if (offsets_.empty()) return static_cast<std::uint32_t>(std::min(character + skip_, end));
  return character < offsets_.size() ? offsets_[character] : static_cast<std::uint32_t>(end);
}

Span SourceText::span(const antlr4::Token* token) const { return span(token, token); }

Span SourceText::span(const antlr4::Token* first, const antlr4::Token* last) const {
  Span result{file_, offset(first->getStartIndex()), 0};
  // The end of the file is a token without text; an empty rule ends before it begins.
  result.end = last == nullptr || last->getType() == antlr4::Token::EOF
                   ? result.begin
                   : offset(last->getStopIndex() + 1);
  result.end = std::max(result.begin, result.end);
  return result;
}

std::string_view SourceText::text(const antlr4::Token* token) const {
  const Span place = span(token);
  return text_.substr(place.begin, place.end - place.begin);
}

Keywords::Keywords(const antlr4::dfa::Vocabulary& vocabulary, std::size_t max_type)
    : spellings_(max_type + 1) {
  // Tokens without a lexer rule are the keywords; the tool numbers them behind the others.
  for (std::size_t type = MigParser::INVALID + 1; type <= max_type; ++type) {
    std::string word = to_lower(vocabulary.getSymbolicName(type));
    if (!word.empty() && word.back() == '_') word.pop_back();
    spellings_[type] = std::move(word);
  }
  for (std::size_t type = 0; type < spellings_.size(); ++type) {
    if (!spellings_[type].empty()) types_.emplace(spellings_[type], type);
  }
}

std::size_t Keywords::find(std::string_view word) const {
  std::array<char, 16> lower{};
  if (word.size() > lower.size()) return MigParser::NAME;
  std::transform(word.begin(), word.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const auto found = types_.find(std::string_view(lower.data(), word.size()));
  if (found == types_.end()) return MigParser::NAME;
  return found->second;
}

std::string_view Keywords::spelling(std::size_t type) const {
  return type < spellings_.size() ? std::string_view(spellings_[type]) : std::string_view();
}

bool scan_tokens(const std::vector<antlr4::Token*>& tokens, const SourceText& source,
                 const Keywords& keywords, Trivia& trivia, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  TriviaCollector collector(source, trivia);
  NestingCheck nesting;
  const antlr4::Token* suspect = nullptr;  // the first string that runs over a line end
  std::uint32_t invalid_end = 0;           // garbage in a row is one mistake
  for (antlr4::Token* token : tokens) {
    std::size_t type = token->getType();
    if (type == antlr4::Token::EOF) break;
    if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL && type != MigParser::INVALID) {
      collector.comment(token);
      continue;
    }
    if (type == MigParser::NAME) {
      type = keywords.find(source.text(token));
      // The factory of the token stream makes nothing but these.
      if (type != MigParser::NAME) static_cast<antlr4::CommonToken*>(token)->setType(type);
    }
    collector.token(token);
    if (is_open_text(type)) {
      report_open(token, suspect, source, diagnostics);
    } else if (type == MigParser::INVALID) {
      const Span span = source.span(token);
      if (invalid_end == 0 || span.begin != invalid_end) report_invalid(token, source, diagnostics);
      invalid_end = span.end;
    } else if (type == MigParser::STRING || type == MigParser::QUOTED || type == MigParser::RAW) {
      const std::string_view text = source.text(token);
      if (suspect == nullptr && text.find('\n') != std::string_view::npos) suspect = token;
    }
    if (!nesting.token(type)) {
      diagnostics.add(Code::nesting_too_deep, source.span(token),
                      fmt::format("found brackets nested more than {} deep", max_nesting));
      break;
    }
  }
  return diagnostics.error_count() == errors;
}

std::string unify_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i];
  }
  return out;
}

}  // namespace migc
