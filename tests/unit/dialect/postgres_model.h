#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/ops/operation.h"
#include "compiler/schema/schema.h"

// Short names for values that tests of the PostgreSQL dialect are made of.
namespace migc::test {

inline Expression node(ExpressionKind kind, std::string text = {},
                       std::vector<Expression> operands = {}) {
  Expression expression;
  expression.kind = kind;
  expression.text = std::move(text);
  expression.operands = std::move(operands);
  return expression;
}
inline Expression column_ref(std::string name) {
  return node(ExpressionKind::column, std::move(name));
}
inline Expression number(int value) { return node(ExpressionKind::number, std::to_string(value)); }
inline Expression text(std::string value) { return node(ExpressionKind::string, std::move(value)); }
inline Expression null() { return node(ExpressionKind::null_literal); }
inline Expression call(std::string name, std::vector<Expression> arguments = {}) {
  return node(ExpressionKind::call, std::move(name), std::move(arguments));
}
inline Expression binary(Expression left, std::string op, Expression right) {
  return node(ExpressionKind::binary, std::move(op), {std::move(left), std::move(right)});
}
inline Expression is_null(Expression operand) {
  return node(ExpressionKind::is, "null", {std::move(operand)});
}
inline Expression raw(std::string postgres) {
  Expression expression = node(ExpressionKind::raw);
  expression.native = {{.dialect = "postgres", .text = std::move(postgres), .origin = {}}};
  return expression;
}

inline Type type(TypeKind kind, std::optional<int> length = {}, std::optional<int> scale = {}) {
  Type result;
  result.kind = kind;
  result.length = length;
  result.scale = scale;
  return result;
}
inline Type user_type(std::string name, int dimensions = 0) {
  Type result = type(TypeKind::user);
  result.name.name = std::move(name);
  result.dimensions = dimensions;
  return result;
}
inline Type array_of(Type element) {
  element.dimensions = 1;
  return element;
}

inline Column column(std::string name, Type column_type, bool not_null = false) {
  Column result;
  result.name = std::move(name);
  result.type = std::move(column_type);
  result.not_null = not_null;
  return result;
}
inline Column with_default(Column column, Expression value) {
  column.default_value = std::move(value);
  return column;
}
inline Column identity_column(std::string name, bool always = false) {
  Column result = column(std::move(name), type(TypeKind::bigint), true);
  result.identity = Identity{.always = always, .options = {}};
  return result;
}
inline Column generated_column(std::string name, Type column_type, Expression expression) {
  Column result = column(std::move(name), std::move(column_type));
  result.generated = Generated{.expression = std::move(expression), .stored = true};
  return result;
}

inline Constraint constraint(std::string name, ConstraintBody body) {
  Constraint result;
  result.name = std::move(name);
  result.body = std::move(body);
  return result;
}
inline Constraint primary_key(std::string name, std::vector<std::string> columns) {
  PrimaryKey key;
  key.columns = std::move(columns);
  return constraint(std::move(name), std::move(key));
}
inline Constraint unique(std::string name, std::vector<std::string> columns) {
  Unique key;
  key.columns = std::move(columns);
  return constraint(std::move(name), std::move(key));
}
inline Constraint check(std::string name, Expression expression) {
  Check body;
  body.expression = std::move(expression);
  return constraint(std::move(name), std::move(body));
}
inline Constraint foreign_key(std::string name, std::vector<std::string> columns, ObjectName target,
                              std::vector<std::string> target_columns) {
  ForeignKey key;
  key.columns = std::move(columns);
  key.target = std::move(target);
  key.target_columns = std::move(target_columns);
  return constraint(std::move(name), std::move(key));
}

inline IndexPart part(Expression expression) {
  IndexPart result;
  result.expression = std::move(expression);
  return result;
}
inline Index index(std::string name, std::vector<IndexPart> parts) {
  Index result;
  result.name = std::move(name);
  result.parts = std::move(parts);
  return result;
}

inline ObjectName name(std::string object) { return {.schema = {}, .name = std::move(object)}; }

inline Table table(std::string table_name, std::vector<Column> columns,
                   std::vector<Constraint> constraints = {}, std::vector<Index> indexes = {}) {
  Table result;
  result.name = name(std::move(table_name));
  result.columns = std::move(columns);
  for (Constraint& each : constraints) {
    if (const auto* key = std::get_if<PrimaryKey>(&each.body)) {
      for (const std::string& key_column : key->columns)
        result.find_column(key_column)->not_null = true;
    }
    result.insert(std::move(each));
  }
  for (Index& each : indexes) result.insert(std::move(each));
  return result;
}

inline Operation op(OperationBody body) { return {.body = std::move(body), .origin = {}}; }
inline Operation create(Table created, StashName stash = {}) {
  return op(CreateTable{.table = std::move(created), .stash = std::move(stash)});
}
inline Operation create_enum(std::string enum_name, std::vector<std::string> values) {
  Enum enumeration;
  enumeration.name = name(std::move(enum_name));
  enumeration.values = std::move(values);
  return op(CreateEnum{std::move(enumeration)});
}
inline Operation add(std::string table_name, Column added) {
  AddColumn body;
  body.table = name(std::move(table_name));
  body.column = std::move(added);
  return op(std::move(body));
}

}  // namespace migc::test
