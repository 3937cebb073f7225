#include "compiler/schema/expression.h"

#include <algorithm>
#include <array>

#include "compiler/base/text.h"
#include "compiler/schema/word.h"

namespace migc {
namespace {

// PostgreSQL's manual, 4.1.6, from loose to tight.
constexpr int or_level = 1;
constexpr int and_level = 2;
constexpr int not_level = 3;
constexpr int is_level = 4;
constexpr int comparison_level = 5;
constexpr int like_level = 6;
constexpr int other_level = 7;
constexpr int sum_level = 8;
constexpr int product_level = 9;
constexpr int power_level = 10;
constexpr int zone_level = 11;
constexpr int collate_level = 12;
constexpr int sign_level = 13;
constexpr int subscript_level = 14;
constexpr int cast_level = 15;
constexpr int primary_level = 16;

int binary_precedence(std::string_view word) {
  if (word == "or") return or_level;
  if (word == "and") return and_level;
  if (word == "is distinct from") return is_level;
  if (word == "=" || word == "<>" || word == "<" || word == ">" || word == "<=" || word == ">=")
    return comparison_level;
  if (word == "like" || word == "ilike" || word == "similar to") return like_level;
  if (word == "+" || word == "-") return sum_level;
  if (word == "*" || word == "/" || word == "%") return product_level;
  if (word == "^") return power_level;
  return other_level;
}

std::string write(const Expression& expression);

/// The text of an operand that must bind at least as tightly as `level`.
std::string at_least(const Expression& expression, int level) {
  std::string text = write(expression);
  return precedence(expression) < level ? "(" + text + ")" : text;
}

std::string write_list(const std::vector<Expression>& operands, std::size_t from = 0) {
  std::string out;
  for (std::size_t i = from; i < operands.size(); ++i) {
    if (i != from) out += ", ";
    out += write(operands[i]);
  }
  return out;
}

bool is_plain_lower(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return c < 'A' || c > 'Z'; });
}

/// Names that mean something else when a parenthesis follows.
bool is_call_syntax(std::string_view name) {
  constexpr std::array<std::string_view, 6> words = {"all",     "any", "cast",
                                                     "extract", "row", "some"};
  return std::find(words.begin(), words.end(), name) != words.end();
}

std::string qualified(const Expression& expression) {
  const std::string own = spell_name(expression.text);
  return expression.qualifier.empty() ? own : spell_name(expression.qualifier) + "." + own;
}

std::string write_column(const Expression& expression) {
  if (!expression.qualifier.empty()) return qualified(expression);
  return is_special_function(expression.text) ? spell_quoted(expression.text)
                                              : spell_name(expression.text);
}

std::string write_call(const Expression& expression) {
  const std::vector<Expression>& operands = expression.operands;
  const bool plain = expression.qualifier.empty();
  if (plain && expression.text == "extract" && operands.size() == 2 &&
      operands[0].kind == ExpressionKind::string) {
    const std::string& field = operands[0].text;
    const bool word = spell_name(field) == field && is_plain_lower(field);
    return "extract(" + (word ? field : spell_string(field)) + " from " + write(operands[1]) + ")";
  }
  std::string out = plain ? "" : spell_name(expression.qualifier) + ".";
  out += is_plain_lower(expression.text) && !(plain && is_call_syntax(expression.text))
             ? spell_name(expression.text)
             : spell_quoted(expression.text);
  out += "(";
  if (expression.negated) out += "distinct ";
  out += write_list(operands);
  return out + ")";
}

std::string write_unary(const Expression& expression) {
  const Expression& operand = expression.operands.at(0);
  if (expression.text == "not") return "not " + at_least(operand, not_level);
  // Two signs in a row could read as a comment or as another operator.
  const bool sign_again = operand.kind == ExpressionKind::unary;
  const std::string text = write(operand);
  const int level = expression.text == "~" ? other_level + 1 : sign_level;
  return expression.text + (sign_again || precedence(operand) < level ? "(" + text + ")" : text);
}

/// The words of a binary operator, with `not` where the language puts it.
std::string operator_words(const Expression& expression) {
  if (!expression.negated) return expression.text;
  if (expression.text == "is distinct from") return "is not distinct from";
  return "not " + expression.text;
}

std::string write_binary(const Expression& expression) {
  const int level = precedence(expression);
  // Comparisons and LIKE do not associate: `a = b = c` is refused, so both sides need parentheses.
  const bool associates = level != is_level && level != comparison_level && level != like_level;
  std::string out = at_least(expression.operands.at(0), associates ? level : level + 1);
  out += " " + operator_words(expression) + " ";
  out += at_least(expression.operands.at(1), level + 1);
  if (expression.operands.size() > 2)
    out += " escape " + at_least(expression.operands[2], level + 1);
  return out;
}

std::string write_between(const Expression& expression) {
  return at_least(expression.operands.at(0), like_level + 1) +
         (expression.negated ? " not between " : " between ") +
         at_least(expression.operands.at(1), like_level + 1) + " and " +
         at_least(expression.operands.at(2), like_level + 1);
}

std::string write_case(const Expression& expression) {
  const std::vector<Expression>& operands = expression.operands;
  std::string out = "case";
  std::size_t at = 0;
  if (expression.text == "subject") out += " " + write(operands.at(at++));
  for (; at + 1 < operands.size(); at += 2) {
    out += " when " + write(operands[at]) + " then " + write(operands[at + 1]);
  }
  if (at < operands.size()) out += " else " + write(operands[at]);
  return out + " end";
}

std::string write_subscript(const Expression& expression) {
  const Expression& base = expression.operands.at(0);
  // `x::int[1]` names an array type.
  const bool cast = base.kind == ExpressionKind::cast;
  std::string out = cast ? "(" + write(base) + ")" : at_least(base, subscript_level);
  return out + "[" + write(expression.operands.at(1)) + "]";
}

std::string write_row(const Expression& expression) {
  const std::string list = "(" + write_list(expression.operands) + ")";
  return expression.operands.size() < 2 ? "row" + list : list;
}

std::string write_raw(const Expression& expression) {
  std::string out;
  for (const NativeText& text : expression.native) {
    if (!out.empty()) out += " ";
    if (!text.dialect.empty()) out += spell_name(text.dialect) + " ";
    out += spell_raw(text.text);
  }
  return out;
}

std::string write(const Expression& expression) {
  const std::vector<Expression>& operands = expression.operands;
  switch (expression.kind) {
    case ExpressionKind::null_literal:
      return "null";
    case ExpressionKind::boolean_literal:
    case ExpressionKind::number:
    case ExpressionKind::special:
      return expression.text;
    case ExpressionKind::string:
      return spell_string(expression.text);
    case ExpressionKind::column:
      return write_column(expression);
    case ExpressionKind::call:
      return write_call(expression);
    case ExpressionKind::unary:
      return write_unary(expression);
    case ExpressionKind::binary:
      return write_binary(expression);
    case ExpressionKind::is:
      return at_least(operands.at(0), is_level + 1) + (expression.negated ? " is not " : " is ") +
             expression.text;
    case ExpressionKind::between:
      return write_between(expression);
    case ExpressionKind::in:
      return at_least(operands.at(0), like_level + 1) +
             (expression.negated ? " not in (" : " in (") + write_list(operands, 1) + ")";
    case ExpressionKind::case_:
      return write_case(expression);
    case ExpressionKind::cast:
      return at_least(operands.at(0), cast_level) +
             "::" + (expression.type ? to_string(*expression.type) : "");
    case ExpressionKind::array:
      return "array[" + write_list(operands) + "]";
    case ExpressionKind::subscript:
      return write_subscript(expression);
    case ExpressionKind::quantified:
      return expression.text + " (" + write(operands.at(0)) + ")";
    case ExpressionKind::collate:
      return at_least(operands.at(0), collate_level) + " collate " + qualified(expression);
    case ExpressionKind::at_time_zone:
      return at_least(operands.at(0), zone_level) + " at time zone " +
             at_least(operands.at(1), zone_level + 1);
    case ExpressionKind::row:
      return write_row(expression);
    case ExpressionKind::star:
      return "*";
    case ExpressionKind::raw:
      return write_raw(expression);
  }
  return {};
}

}  // namespace

int precedence(const Expression& expression) {
  return precedence(expression.kind, expression.text);
}

int precedence(ExpressionKind kind, std::string_view text) {
  switch (kind) {
    case ExpressionKind::unary:
      if (text == "not") return not_level;
      return text == "~" ? other_level : sign_level;
    case ExpressionKind::binary:
      return binary_precedence(text);
    case ExpressionKind::is:
      return is_level;
    case ExpressionKind::between:
    case ExpressionKind::in:
      return like_level;
    case ExpressionKind::cast:
      return cast_level;
    case ExpressionKind::subscript:
      return subscript_level;
    case ExpressionKind::collate:
      return collate_level;
    case ExpressionKind::at_time_zone:
      return zone_level;
    case ExpressionKind::null_literal:
    case ExpressionKind::boolean_literal:
    case ExpressionKind::number:
    case ExpressionKind::string:
    case ExpressionKind::column:
    case ExpressionKind::call:
    case ExpressionKind::special:
    case ExpressionKind::case_:
    case ExpressionKind::array:
    case ExpressionKind::quantified:
    case ExpressionKind::row:
    case ExpressionKind::star:
    case ExpressionKind::raw:
      break;
  }
  return primary_level;
}

std::string to_string(const Expression& expression) { return write(expression); }

void for_each(const Expression& expression, const std::function<void(const Expression&)>& visit) {
  visit(expression);
  for (const Expression& operand : expression.operands) for_each(operand, visit);
}

void for_each(Expression& expression, const std::function<void(Expression&)>& visit) {
  visit(expression);
  for (Expression& operand : expression.operands) for_each(operand, visit);
}

std::vector<std::string> columns_of(const Expression& expression) {
  std::vector<std::string> names;
  for_each(expression, [&](const Expression& part) {
    if (part.kind == ExpressionKind::column) names.push_back(part.text);
  });
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool mentions_column(const Expression& expression, std::string_view column) {
  if (expression.kind == ExpressionKind::column && expression.text == column) return true;
  return std::any_of(expression.operands.begin(), expression.operands.end(),
                     [&](const Expression& operand) { return mentions_column(operand, column); });
}

ObjectName collation_name(const ObjectName& written) {
  const bool needless = written.schema == "public" || written.schema == "pg_catalog";
  return {needless ? "" : written.schema, written.name};
}

ObjectName collation_of(const Expression& collate) { return {collate.qualifier, collate.text}; }

void rename_column(Expression& expression, std::string_view from, std::string_view to) {
  for_each(expression, [&](Expression& part) {
    if (part.kind == ExpressionKind::column && part.text == from) part.text = to;
  });
}

}  // namespace migc
