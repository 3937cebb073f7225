#include "compiler/dialect/sqlite/sources.h"

#include <algorithm>
#include <utility>

#include "compiler/dialect/sqlite/definition.h"

namespace migc::sqlite {

Expression column_expression(std::string_view column) {
  Expression e;
  e.kind = ExpressionKind::column;
  e.text = column;
  return e;
}

Expression raw_expression(std::string text) {
  Expression e;
  e.kind = ExpressionKind::raw;
  e.native.push_back({.dialect = "sqlite", .text = std::move(text), .origin = {}});
  return e;
}

Expression null_expression() { return {}; }

Expression number_expression(std::string text) {
  Expression e;
  e.kind = ExpressionKind::number;
  e.text = std::move(text);
  return e;
}

Expression string_expression(std::string text) {
  Expression e;
  e.kind = ExpressionKind::string;
  e.text = std::move(text);
  return e;
}

Expression call_expression(std::string function, std::vector<Expression> arguments) {
  Expression e;
  e.kind = ExpressionKind::call;
  e.text = std::move(function);
  e.operands = std::move(arguments);
  return e;
}

Sources::Sources(const Table& old_table) {
  for (const Column& column : old_table.columns) {
    if (column.generated) {
      const Expression value = with_citext_rules(column.generated->expression, old_table);
      generated_.emplace(column.name, value);
      old_generated_.emplace(column.name, value);
    } else {
      values_.emplace(column.name, column_expression(column.name));
    }
  }
}

bool Sources::is_copied(std::string_view column) const {
  if (const auto value = values_.find(column); value != values_.end()) {
    return value->second.kind == ExpressionKind::column && value->second.text == column;
  }
  const auto now = generated_.find(column);
  const auto before = old_generated_.find(column);
  if (now == generated_.end() || before == old_generated_.end() || !(now->second == before->second))
    return false;
  const std::vector<std::string> inputs = columns_of(now->second);
  return std::all_of(inputs.begin(), inputs.end(),
                     [&](const std::string& input) { return is_copied(input); });
}

bool Sources::all_copied() const {
  const auto copied = [&](const auto& entry) { return is_copied(entry.first); };
  return std::all_of(values_.begin(), values_.end(), copied) &&
         std::all_of(generated_.begin(), generated_.end(), copied);
}

bool Sources::has_raw() const {
  return std::any_of(values_.begin(), values_.end(),
                     [](const auto& entry) { return has_raw_text(entry.second); });
}

Expression Sources::of(std::string_view column) const {
  if (is_copied(column)) return column_expression(column);
  if (const auto value = values_.find(column); value != values_.end()) return value->second;
  if (const auto computed = generated_.find(column); computed != generated_.end())
    return translate(computed->second);
  return column_expression(column);
}

Expression Sources::translate(const Expression& expression) const {
  if (expression.kind == ExpressionKind::column) return of(expression.text);
  Expression result = expression;
  for (Expression& operand : result.operands) operand = translate(operand);
  return result;
}

void Sources::set_generated(const std::string& column, Expression expression) {
  values_.erase(column);
  generated_.insert_or_assign(column, std::move(expression));
}

void Sources::erase(const std::string& column) {
  values_.erase(column);
  generated_.erase(column);
}

namespace {

void rename_key(std::map<std::string, Expression, std::less<>>& columns, const std::string& from,
                const std::string& to) {
  if (auto node = columns.extract(from)) {
    node.key() = to;
    columns.insert(std::move(node));
  }
}

}  // namespace

void Sources::rename(const std::string& from, const std::string& to) {
  for (auto* columns : {&values_, &generated_, &old_generated_}) {
    rename_key(*columns, from, to);
    for (auto& [name, expression] : *columns) rename_column(expression, from, to);
  }
}

void Sources::rename_new(const std::string& from, const std::string& to) {
  rename_key(values_, from, to);
  rename_key(generated_, from, to);
  // These are over the columns as they are now; values and former expressions are over those of the
  // old table.
  for (auto& [name, expression] : generated_) rename_column(expression, from, to);
}

}  // namespace migc::sqlite
