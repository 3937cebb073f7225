#include "compiler/dialect/sql_writer.h"

#include <algorithm>
#include <array>

#include "compiler/base/text.h"

namespace migc {
namespace {

/// How tightly an expression binds where every dialect agrees; `predicate` are comparisons, IS, IN,
/// BETWEEN and LIKE, between which they don't agree, nor between `other` and the arithmetic ones.
enum class Level {
  raw,
  disjunction,
  conjunction,
  negation,
  predicate,
  other,
  additive,
  multiplicative,
  power,
  modifier,
  unary,
  postfix,
  atom
};

constexpr std::array<std::string_view, 18> predicates = {"=",
                                                         "<>",
                                                         "!=",
                                                         "<",
                                                         ">",
                                                         "<=",
                                                         ">=",
                                                         "like",
                                                         "ilike",
                                                         "similar to",
                                                         "glob",
                                                         "regexp",
                                                         "match",
                                                         "is",
                                                         "==",
                                                         "in",
                                                         "is distinct from",
                                                         "overlaps"};

Level binary_level(std::string_view op) {
  if (op == "or") return Level::disjunction;
  if (op == "and") return Level::conjunction;
  if (std::find(predicates.begin(), predicates.end(), op) != predicates.end())
    return Level::predicate;
  if (op == "+" || op == "-") return Level::additive;
  if (op == "*" || op == "/" || op == "%") return Level::multiplicative;
  if (op == "^") return Level::power;
  return Level::other;
}

Level level(const Expression& expression) {
  switch (expression.kind) {
    case ExpressionKind::raw:
      return Level::raw;
    case ExpressionKind::binary:
      return binary_level(expression.text);
    case ExpressionKind::unary:
      if (expression.text == "not") return Level::negation;
      // To PostgreSQL it is an operator like any other: `~a - b` is `~(a - b)`.
      return expression.text == "~" ? Level::other : Level::unary;
    case ExpressionKind::is:
    case ExpressionKind::between:
    case ExpressionKind::in:
      return Level::predicate;
    case ExpressionKind::collate:
    case ExpressionKind::at_time_zone:
      return Level::modifier;
    case ExpressionKind::cast:
    case ExpressionKind::subscript:
      return Level::postfix;
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
      return Level::atom;
  }
  return Level::raw;
}

/// Operators of one precedence, read from the left, in every dialect that has them.
bool chains(std::string_view left, std::string_view right) {
  constexpr std::array<std::string_view, 3> same = {"||", "->", "->>"};
  const auto has = [&same](std::string_view op) {
    return std::find(same.begin(), same.end(), op) != same.end();
  };
  return left == right || (has(left) && has(right));
}

bool left_needs_parentheses(const Expression& parent, const Expression& child) {
  const Level own = binary_level(parent.text);
  const Level below = level(child);
  if (own == Level::predicate) return below <= Level::predicate;
  if (own == Level::other) {
    if (below == Level::other)
      return child.kind != ExpressionKind::binary || !chains(child.text, parent.text);
    return below < Level::modifier;
  }
  if (own == Level::power) return below < Level::modifier;
  return below < own;
}

bool right_needs_parentheses(const Expression& parent, const Expression& child) {
  const Level own = binary_level(parent.text);
  const Level below = level(child);
  if (own == Level::other || own == Level::power) return below < Level::modifier;
  return below <= own;
}

bool is_plain(std::string_view name) {
  if (name.empty() || !((name[0] >= 'a' && name[0] <= 'z') || name[0] == '_')) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string quoted(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

}  // namespace

const NativeText* raw_text(const Expression& expression, std::string_view dialect) {
  const NativeText* common = nullptr;
  for (const NativeText& native : expression.native) {
    if (native.dialect == dialect) return &native;
    if (native.dialect.empty()) common = &native;
  }
  return common;
}

const Expression* find_unspoken(const Expression& expression, std::string_view dialect) {
  if (expression.kind == ExpressionKind::raw && raw_text(expression, dialect) == nullptr)
    return &expression;
  for (const Expression& operand : expression.operands) {
    if (const Expression* found = find_unspoken(operand, dialect)) return found;
  }
  return nullptr;
}

std::string quote_identifier(std::string_view name, const Spelling& spelling) {
  return is_plain(name) && !spelling.is_reserved(name) ? std::string(name) : quoted(name);
}

std::string quote_literal(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += '\'';
    result += c;
  }
  return result + '\'';
}

void SqlWriter::space() {
  constexpr std::string_view no_blank_after = " \n([:";
  if (!text_.empty() && no_blank_after.find(text_.back()) == std::string_view::npos) text_ += ' ';
}

SqlWriter& SqlWriter::raw(std::string_view text) {
  text_ += text;
  return *this;
}

SqlWriter& SqlWriter::word(std::string_view text) {
  space();
  text_ += to_upper(text);
  return *this;
}

SqlWriter& SqlWriter::identifier(std::string_view name) {
  space();
  text_ += quote_identifier(name, spelling_);
  return *this;
}

SqlWriter& SqlWriter::name(const ObjectName& name) {
  space();
  if (!name.schema.empty()) text_ += quote_identifier(name.schema, spelling_) + '.';
  text_ += quote_identifier(name.name, spelling_);
  return *this;
}

SqlWriter& SqlWriter::collation(const ObjectName& name) {
  if (!name.schema.empty()) raw(quote_identifier(name.schema, spelling_)).raw(".");
  return raw(quoted(name.name));
}

SqlWriter& SqlWriter::collate(const ObjectName& collation) {
  return collation.name.empty() ? *this : raw(" COLLATE ").collation(collation);
}

SqlWriter& SqlWriter::literal(std::string_view text) {
  space();
  text_ += quote_literal(text);
  return *this;
}

SqlWriter& SqlWriter::columns(std::span<const std::string> names) {
  open();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) comma();
    identifier(names[i]);
  }
  return close();
}

SqlWriter& SqlWriter::type(const Type& type) {
  space();
  text_ += spelling_.type(type, schema_);
  return *this;
}

SqlWriter& SqlWriter::expression(const Expression& expression) {
  space();
  if (!spelling_.expression(*this, expression)) common(expression);
  return *this;
}

SqlWriter& SqlWriter::operand(const Expression& expression, int parent_precedence) {
  space();
  part(expression, level(expression) == Level::raw || precedence(expression) < parent_precedence);
  return *this;
}

SqlWriter& SqlWriter::atom(const Expression& expression) {
  space();
  part(expression, level(expression) < Level::postfix);
  return *this;
}

SqlWriter& SqlWriter::open() {
  space();
  text_ += '(';
  return *this;
}

SqlWriter& SqlWriter::close() {
  text_ += ')';
  return *this;
}

SqlWriter& SqlWriter::comma() {
  text_ += ", ";
  return *this;
}

std::string SqlWriter::take() {
  std::string result;
  result.swap(text_);
  return result;
}

void SqlWriter::part(const Expression& child, bool parenthesised) {
  if (!parenthesised) {
    expression(child);
    return;
  }
  raw("(").expression(child).raw(")");
}

void SqlWriter::list(std::span<const Expression> expressions) {
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    if (i != 0) comma();
    expression(expressions[i]);
  }
}

void SqlWriter::call(const Expression& expression) {
  if (!expression.qualifier.empty())
    raw(quote_identifier(expression.qualifier, spelling_)).raw(".");
  // Function names are never quoted for being key words: `coalesce`, `left` and `replace` are
  // called as they stand.
  raw(is_plain(expression.text) ? expression.text : quoted(expression.text)).raw("(");
  if (expression.negated) raw("DISTINCT ");
  list(expression.operands);
  close();
}

void SqlWriter::binary(const Expression& expression) {
  const Expression& left = expression.operands[0];
  const Expression& right = expression.operands[1];
  part(left, left_needs_parentheses(expression, left));
  raw(" ");
  if (expression.negated && expression.text == "is distinct from") {
    raw("IS NOT DISTINCT FROM");
  } else {
    if (expression.negated) raw("NOT ");
    raw(to_upper(expression.text));
  }
  raw(" ");
  part(right, right_needs_parentheses(expression, right));
  if (expression.operands.size() > 2) {
    raw(" ESCAPE ");
    part(expression.operands[2], level(expression.operands[2]) < Level::modifier);
  }
}

void SqlWriter::predicate(const Expression& expression) {
  const auto inner = [this](const Expression& child) {
    part(child, level(child) <= Level::predicate);
  };
  const std::string_view negation = expression.negated ? " NOT" : "";
  inner(expression.operands[0]);
  if (expression.kind == ExpressionKind::is) {
    raw(" IS").raw(negation).raw(" ").raw(to_upper(expression.text));
  } else if (expression.kind == ExpressionKind::between) {
    raw(negation).raw(" BETWEEN ");
    // PostgreSQL takes less here than elsewhere (b_expr in its grammar).
    bool modified = false;
    for_each(expression.operands[1], [&modified](const Expression& each) {
      modified = modified || level(each) == Level::modifier;
    });
    part(expression.operands[1], modified || level(expression.operands[1]) <= Level::predicate);
    raw(" AND ");
    inner(expression.operands[2]);
  } else {
    raw(negation).raw(" IN (");
    list(std::span(expression.operands).subspan(1));
    close();
  }
}

void SqlWriter::case_expression(const Expression& expression) {
  const std::span<const Expression> operands = expression.operands;
  std::size_t next = 0;
  raw("CASE");
  if (expression.text == "subject") {
    raw(" ");
    part(operands[next], level(operands[next]) <= Level::predicate);
    ++next;
  }
  for (; next + 1 < operands.size(); next += 2) {
    raw(" WHEN ").expression(operands[next]).raw(" THEN ").expression(operands[next + 1]);
  }
  if (next < operands.size()) raw(" ELSE ").expression(operands[next]);
  raw(" END");
}

void SqlWriter::common(const Expression& expression) {
  const std::span<const Expression> operands = expression.operands;
  switch (expression.kind) {
    case ExpressionKind::null_literal:
      raw("NULL");
      return;
    case ExpressionKind::boolean_literal:
    case ExpressionKind::special:
      raw(to_upper(expression.text));
      return;
    case ExpressionKind::number:
      raw(expression.text);
      return;
    case ExpressionKind::string:
      raw(quote_literal(expression.text));
      return;
    case ExpressionKind::column:
      if (!expression.qualifier.empty())
        raw(quote_identifier(expression.qualifier, spelling_)).raw(".");
      raw(quote_identifier(expression.text, spelling_));
      return;
    case ExpressionKind::call:
      call(expression);
      return;
    case ExpressionKind::unary:
      if (expression.text == "not") {
        raw("NOT ");
        part(operands[0], level(operands[0]) <= Level::negation);
      } else {
        raw(expression.text);
        // Straight after the sign: a blank would do no harm, a second sign would start a comment.
        const bool plain = level(operands[0]) >= Level::postfix;
        if (plain) {
          SqlWriter inner(spelling_, schema_);
          raw(inner.expression(operands[0]).take());
        } else {
          raw("(").expression(operands[0]).raw(")");
        }
      }
      return;
    case ExpressionKind::binary:
      binary(expression);
      return;
    case ExpressionKind::is:
    case ExpressionKind::between:
    case ExpressionKind::in:
      predicate(expression);
      return;
    case ExpressionKind::case_:
      case_expression(expression);
      return;
    case ExpressionKind::cast:
      raw("CAST(").expression(operands[0]).raw(" AS ").type(*expression.type).raw(")");
      return;
    case ExpressionKind::array:
      raw("ARRAY[");
      list(operands);
      raw("]");
      return;
    case ExpressionKind::subscript: {
      const bool plain = operands[0].kind == ExpressionKind::column ||
                         operands[0].kind == ExpressionKind::subscript;
      part(operands[0], !plain);
      raw("[").expression(operands[1]).raw("]");
      return;
    }
    case ExpressionKind::quantified:
      raw(to_upper(expression.text)).raw(" (");
      list(operands);
      close();
      return;
    case ExpressionKind::collate:
      part(operands[0], level(operands[0]) < Level::postfix);
      collate({expression.qualifier, expression.text});
      return;
    case ExpressionKind::at_time_zone: {
      const bool chained = operands[0].kind == ExpressionKind::at_time_zone;
      part(operands[0], !chained && level(operands[0]) < Level::postfix);
      raw(" AT TIME ZONE ");
      part(operands[1], level(operands[1]) < Level::postfix);
      return;
    }
    case ExpressionKind::row:
      raw("(");
      list(operands);
      close();
      return;
    case ExpressionKind::star:
      raw("*");
      return;
    case ExpressionKind::raw: {
      const NativeText* text = raw_text(expression, spelling_.dialect);
      raw(text != nullptr ? std::string_view(text->text) : std::string_view("NULL"));
      return;
    }
  }
}

}  // namespace migc
