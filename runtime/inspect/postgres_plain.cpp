#include "runtime/inspect/postgres_plain.h"

#include <algorithm>
#include <array>
#include <utility>

namespace migc::runtime::postgres {
namespace {

bool is_plain_type(const Type& type, TypeKind kind) {
  return type.kind == kind && type.dimensions == 0 && type.native.empty();
}

bool is_cast_to(const Expression& expression, TypeKind kind) {
  return expression.kind == ExpressionKind::cast && is_plain_type(*expression.type, kind) &&
         !expression.type->length;
}

bool is_string(const Expression& expression) { return expression.kind == ExpressionKind::string; }

bool is_number(const Expression& expression) {
  if (expression.kind == ExpressionKind::unary)
    return expression.text == "-" && expression.operands[0].kind == ExpressionKind::number;
  return expression.kind == ExpressionKind::number;
}

/// The type of the column that an expression is; null where it is none of the table's.
const Type* column_type(const Expression& expression, const Table& table) {
  if (expression.kind != ExpressionKind::column || !expression.qualifier.empty()) return nullptr;
  const Column* column = table.find_column(expression.text);
  return column == nullptr || !column->type.native.empty() ? nullptr : &column->type;
}

/// `name::text` of a column of type varchar, which has no operators of its own.
bool is_text_of_varchar(const Expression& expression, const Table& table) {
  if (!is_cast_to(expression, TypeKind::text)) return false;
  const Type* type = column_type(expression.operands[0], table);
  return type != nullptr && is_plain_type(*type, TypeKind::varchar);
}

void replace_by_operand(Expression& expression) {
  Expression inner = std::move(expression.operands[0]);
  expression = std::move(inner);
}

/// Whether PostgreSQL gives the literal the cast's type by itself, next to a column of that type: a
/// string always, a number where the column's type is the wider one.
bool is_implied(const Expression& cast, const Type& column) {
  if (cast.kind != ExpressionKind::cast || cast.type->length) return false;
  const Type& type = *cast.type;
  const Expression& literal = cast.operands[0];
  if (is_string(literal))
    return type.kind == column.kind && type.name == column.name &&
           type.dimensions == column.dimensions && column.kind != TypeKind::character;
  if (!is_number(literal) || column.dimensions != 0 || type.dimensions != 0) return false;
  if (column.kind == TypeKind::decimal) return type.kind == TypeKind::decimal;
  const bool floating = column.kind == TypeKind::double_precision || column.kind == TypeKind::real;
  return floating && type.kind == TypeKind::double_precision;
}

/// Operators between two values of one type, or of varchar as text.
bool is_between_equals(std::string_view op) {
  constexpr std::array<std::string_view, 15> all = {
      "=", "<>", "<", "<=", ">", ">=", "like", "~", "~*", "!~", "!~*", "ilike", "@>", "<@", "&&"};
  return std::find(all.begin(), all.end(), op) != all.end();
}

/// Their right side is a text, whatever the left one.
bool takes_key(std::string_view op) { return op == "->" || op == "->>" || op == "?"; }

/// Removes the casts of literals next to the column; nothing happens unless all of them have one.
void compare(Expression& left, std::vector<Expression*> others, const Table& table) {
  const bool varchar = is_text_of_varchar(left, table);
  const Type* type = varchar ? nullptr : column_type(left, table);
  const auto removable = [&](const Expression* other) {
    if (varchar) return is_cast_to(*other, TypeKind::text) && is_string(other->operands[0]);
    return type != nullptr && is_implied(*other, *type);
  };
  if (!std::all_of(others.begin(), others.end(), removable)) return;
  for (Expression* other : others) replace_by_operand(*other);
  // `v in ('a', 'b')` casts the list as a whole (`is_varchar_list`): this one was a list of texts.
  if (varchar && others.size() == 1) replace_by_operand(left);
}

/// `name::text = any (array['a'::varchar, 'b'::varchar]::text[])`
bool is_varchar_list(const Expression& expression, const Table& table) {
  const bool any = expression.text == "=";
  if ((!any && expression.text != "<>") || !is_text_of_varchar(expression.operands[0], table))
    return false;
  const Expression& right = expression.operands[1];
  if (right.kind != ExpressionKind::quantified || right.text != (any ? "any" : "all")) return false;
  const Expression& cast = right.operands[0];
  if (cast.kind != ExpressionKind::cast || cast.type->kind != TypeKind::text ||
      cast.type->dimensions != 1)
    return false;
  const Expression& list = cast.operands[0];
  return list.kind == ExpressionKind::array && list.operands.size() > 1 &&
         std::all_of(list.operands.begin(), list.operands.end(), [](const Expression& item) {
           return is_cast_to(item, TypeKind::varchar) && is_string(item.operands[0]);
         });
}

Expression in_list(Expression& comparison) {
  Expression in;
  in.kind = ExpressionKind::in;
  in.negated = comparison.text == "<>";
  in.operands.push_back(std::move(comparison.operands[0].operands[0]));
  for (Expression& item : comparison.operands[1].operands[0].operands[0].operands)
    in.operands.push_back(std::move(item.operands[0]));
  return in;
}

/// Functions of texts alone: a varchar is one to them.
bool takes_text(const Expression& call) {
  constexpr std::array<std::string_view, 9> all = {
      "lower", "upper", "length", "trim", "ltrim", "rtrim", "btrim", "md5", "char_length"};
  return call.qualifier.empty() && std::find(all.begin(), all.end(), call.text) != all.end();
}

}  // namespace

void make_plain(Expression& expression, const Table& table) {
  for (Expression& operand : expression.operands) make_plain(operand, table);
  std::vector<Expression>& operands = expression.operands;
  switch (expression.kind) {
    case ExpressionKind::binary:
      if (is_varchar_list(expression, table)) {
        expression = in_list(expression);
      } else if (takes_key(expression.text)) {
        if (is_cast_to(operands[1], TypeKind::text) && is_string(operands[1].operands[0]))
          replace_by_operand(operands[1]);
      } else if (is_between_equals(expression.text) && operands.size() == 2) {
        compare(operands[0], {&operands[1]}, table);
      }
      return;
    case ExpressionKind::in: {
      std::vector<Expression*> others;
      for (std::size_t i = 1; i < operands.size(); ++i) others.push_back(&operands[i]);
      compare(operands[0], std::move(others), table);
      return;
    }
    case ExpressionKind::call:
      if (!takes_text(expression)) return;
      for (Expression& operand : operands) {
        if (is_text_of_varchar(operand, table)) replace_by_operand(operand);
      }
      return;
    case ExpressionKind::null_literal:
    case ExpressionKind::boolean_literal:
    case ExpressionKind::number:
    case ExpressionKind::string:
    case ExpressionKind::column:
    case ExpressionKind::special:
    case ExpressionKind::unary:
    case ExpressionKind::is:
    case ExpressionKind::between:
    case ExpressionKind::case_:
    case ExpressionKind::cast:
    case ExpressionKind::array:
    case ExpressionKind::subscript:
    case ExpressionKind::quantified:
    case ExpressionKind::collate:
    case ExpressionKind::at_time_zone:
    case ExpressionKind::row:
    case ExpressionKind::star:
    case ExpressionKind::raw:
      return;
  }
}

}  // namespace migc::runtime::postgres
