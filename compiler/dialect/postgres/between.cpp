#include "compiler/dialect/postgres/between.h"

#include <optional>
#include <vector>

#include "compiler/base/text.h"
#include "compiler/dialect/sql_tokens.h"

namespace migc::postgres {

namespace {

using Tokens = std::vector<SqlToken>;

bool is(const SqlToken& token, char letter) {
  return token.kind == SqlToken::Kind::other && token.text.front() == letter;
}

/// The place of the parenthesis that closes the one at `open`.
std::optional<std::size_t> closing(const Tokens& tokens, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (is(tokens[i], '(')) ++depth;
    if (is(tokens[i], ')') && --depth == 0) return i;
  }
  return std::nullopt;
}

struct Comparison {
  std::string_view left, sign, right;
};

/// What stands between two parentheses, if it is one comparison.
std::optional<Comparison> comparison(std::string_view text, const Tokens& tokens, std::size_t open,
                                     std::size_t close) {
  const std::size_t begin = tokens[open].end, end = tokens[close].begin;
  int depth = 0;
  for (std::size_t i = open + 1; i < close; ++i) {
    if (is(tokens[i], '(') || is(tokens[i], '[')) ++depth;
    if (is(tokens[i], ')') || is(tokens[i], ']')) --depth;
    const bool angle = is(tokens[i], '<') || is(tokens[i], '>');
    if (depth != 0 || !angle || tokens[i].begin == begin || text[tokens[i].begin - 1] != ' ')
      continue;
    std::size_t sign_end = tokens[i].end;
    if (i + 1 < close && is(tokens[i + 1], '=') && tokens[i + 1].begin == sign_end)
      sign_end = tokens[i + 1].end;
    if (sign_end >= end || text[sign_end] != ' ') return std::nullopt;
    return Comparison{.left = trim(text.substr(begin, tokens[i].begin - begin)),
                      .sign = text.substr(tokens[i].begin, sign_end - tokens[i].begin),
                      .right = trim(text.substr(sign_end, end - sign_end))};
  }
  return std::nullopt;
}

/// The first pair from token `open` on, as `(x BETWEEN a AND b)`.
std::optional<std::string> pair_at(std::string_view text, const Tokens& tokens, std::size_t open,
                                   std::size_t& end) {
  if (open + 1 >= tokens.size() || !is(tokens[open], '(') || !is(tokens[open + 1], '('))
    return std::nullopt;
  const std::optional<std::size_t> all = closing(tokens, open), first = closing(tokens, open + 1);
  if (!all || !first || *first + 2 >= tokens.size() || !is(tokens[*first + 2], '('))
    return std::nullopt;
  const std::optional<std::size_t> second = closing(tokens, *first + 2);
  if (!second || *second + 1 != *all) return std::nullopt;
  const auto low = comparison(text, tokens, open + 1, *first);
  const auto high = comparison(text, tokens, *first + 2, *second);
  if (!low || !high || low->left != high->left) return std::nullopt;
  const SqlToken& word = tokens[*first + 1];
  const bool inside = word.is_word("and") && low->sign == ">=" && high->sign == "<=";
  const bool outside = word.is_word("or") && low->sign == "<" && high->sign == ">";
  if (!inside && !outside) return std::nullopt;
  end = tokens[*all].end;
  std::string result = "(" + std::string(low->left);
  result += inside ? " BETWEEN " : " NOT BETWEEN ";
  return result + std::string(low->right) + " AND " + std::string(high->right) + ")";
}

}  // namespace

std::string with_between(std::string_view catalog_text) {
  std::string text(catalog_text);
  for (bool found = true; found;) {
    found = false;
    const Tokens tokens = sql_tokens(text, false);
    for (std::size_t i = 0; i < tokens.size() && !found; ++i) {
      std::size_t end = 0;
      const std::optional<std::string> pair = pair_at(text, tokens, i, end);
      if (!pair) continue;
      text.replace(tokens[i].begin, end - tokens[i].begin, *pair);
      found = true;
    }
  }
  return text;
}

}  // namespace migc::postgres
