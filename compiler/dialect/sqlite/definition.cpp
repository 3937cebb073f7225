#include "compiler/dialect/sqlite/definition.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/spelling.h"
#include "compiler/dialect/sqlite/types.h"
#include "compiler/schema/word.h"

namespace migc::sqlite {
namespace {

std::string_view deferral_text(Deferral deferral) {
  switch (deferral) {
    case Deferral::not_deferrable:
      return "";
    case Deferral::initially_immediate:
      return " DEFERRABLE INITIALLY IMMEDIATE";
    case Deferral::initially_deferred:
      return " DEFERRABLE INITIALLY DEFERRED";
  }
  return "";
}

/// What makes a column BINARY all the same is not written; a collation that SQLite does not have
/// is.
std::string collation_of(const Column& column) {
  if (column.collation.name.empty()) return std::string(type_collation(column.type));
  return own_collation(column.collation).value_or(column.collation.name);
}

}  // namespace

std::string Sql::name(std::string_view identifier) const {
  return quote_identifier(identifier, spelling_);
}

std::string Sql::names(std::span<const std::string> identifiers) const {
  std::string result;
  for (const std::string& identifier : identifiers) {
    if (!result.empty()) result += ", ";
    result += name(identifier);
  }
  return result;
}

std::string Sql::expression(const Expression& expression) const {
  return writer().expression(expression).take();
}

std::string Sql::expression(const Expression& expression, const Table& table) const {
  return this->expression(with_citext_rules(expression, table));
}

std::string Sql::column(const Column& column, const Table& table) const {
  const Column* alias = rowid_alias(table, schema_);
  const bool is_alias = alias != nullptr && alias->name == column.name;
  std::string text = fmt::format("{} {}", name(column.name), declared_type(column.type, schema_));
  if (is_alias) {
    text += fmt::format(" CONSTRAINT {} PRIMARY KEY", name(table.primary_key_constraint()->name));
    if (is_autoincrement(table, schema_)) text += " AUTOINCREMENT";
  } else if (column.not_null) {
    text += " NOT NULL";
  }
  if (column.default_value)
    text += " DEFAULT " + default_text(*column.default_value, spelling_, schema_);
  if (const std::string collation = collation_of(column); !collation.empty())
    text += " COLLATE " + collation;
  const std::string operand = name(column.name);
  const std::string condition = is_alias ? rowid_condition(column.type, operand)
                                         : type_condition(column.type, operand, schema_);
  if (!condition.empty()) text += fmt::format(" CHECK ({})", condition);
  if (column.generated) {
    text +=
        fmt::format(" GENERATED ALWAYS AS ({}) {}", expression(column.generated->expression, table),
                    column.generated->stored ? "STORED" : "VIRTUAL");
  }
  return text;
}

std::string Sql::foreign_key(const ForeignKey& key) const {
  std::string text = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", names(key.columns),
                                 name(key.target.name), names(key.target_columns));
  const auto add = [&](std::string_view event, ReferentialAction action) {
    if (action != ReferentialAction::no_action)
      text += fmt::format(" ON {} {}", event, to_upper(spell_action(action)));
  };
  add("DELETE", key.on_delete);
  add("UPDATE", key.on_update);
  return text + std::string(deferral_text(key.deferral));
}

std::string Sql::constraint(const Constraint& constraint, const Table& table) const {
  const std::string head = fmt::format("CONSTRAINT {} ", name(constraint.name));
  if (const auto* key = std::get_if<PrimaryKey>(&constraint.body)) {
    return fmt::format("{}PRIMARY KEY ({})", head, names(key->columns));
  }
  if (const auto* key = std::get_if<Unique>(&constraint.body))
    return fmt::format("{}UNIQUE ({})", head, names(key->columns));
  if (const auto* key = std::get_if<ForeignKey>(&constraint.body)) return head + foreign_key(*key);
  if (const auto* check = std::get_if<Check>(&constraint.body)) {
    return fmt::format("{}CHECK ({})", head, expression(check->expression, table));
  }
  return {};  // exclusions are refused
}

std::string Sql::create_table(const Table& table, std::string_view created_name) const {
  std::vector<std::string> lines;
  for (const Column& c : table.columns) lines.push_back(column(c, table));
  const bool inline_key = rowid_alias(table, schema_) != nullptr;
  const Constraint* key = table.primary_key_constraint();
  if (key != nullptr && !inline_key) lines.push_back(constraint(*key, table));
  for (const Constraint& c : table.constraints) {
    if (&c == key || is_unique_index(c)) continue;
    if (std::string line = constraint(c, table); !line.empty()) lines.push_back(std::move(line));
  }
  std::string text = fmt::format("CREATE TABLE {} (\n", name(created_name));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += fmt::format("  {}{}\n", lines[i], i + 1 < lines.size() ? "," : "");
  }
  text += ")";
  if (table.options.strict) text += " STRICT";
  if (table.options.without_rowid)
    text += table.options.strict ? ", WITHOUT ROWID" : " WITHOUT ROWID";
  return text;
}

std::string Sql::create_index(const Table& table, const Index& index) const {
  std::string parts;
  for (const IndexPart& part : index.parts) {
    if (!parts.empty()) parts += ", ";
    parts += expression(part.expression, table);
    if (!part.collation.name.empty())
      parts += " COLLATE " + own_collation(part.collation).value_or(part.collation.name);
    if (part.order == SortOrder::descending) parts += " DESC";
  }
  std::string text = fmt::format("CREATE {}INDEX {} ON {} ({})", index.unique ? "UNIQUE " : "",
                                 name(index.name), name(table.name.name), parts);
  if (index.where) text += " WHERE " + expression(*index.where, table);
  return text;
}

std::string Sql::create_unique(const Table& table, const Constraint& constraint) const {
  const auto& unique = std::get<Unique>(constraint.body);
  return fmt::format("CREATE UNIQUE INDEX {} ON {} ({})", name(constraint.name),
                     name(table.name.name), names(unique.columns));
}

std::vector<std::string> Sql::create_indexes(const Table& table) const {
  std::vector<std::string> result;
  for (const Constraint& c : table.constraints) {
    if (is_unique_index(c)) result.push_back(create_unique(table, c));
  }
  for (const Index& index : table.indexes) result.push_back(create_index(table, index));
  return result;
}

bool is_unique_index(const Constraint& constraint) {
  const auto* unique = std::get_if<Unique>(&constraint.body);
  return unique != nullptr && !unique->with.contains(inline_parameter);
}

// ---- citext

namespace {

bool is_citext(const Type& type) {
  return type_collation(type) == "NOCASE" && type.dimensions == 0;
}

bool gives_citext(const Expression& e, const Table& table) {
  if (e.kind == ExpressionKind::column) {
    const Column* column = table.find_column(e.text);
    return column != nullptr && is_citext(column->type);
  }
  if (e.kind == ExpressionKind::cast) return is_citext(*e.type);
  const bool passes_on =
      e.kind == ExpressionKind::call && (e.text == "coalesce" || e.text == "nullif");
  return passes_on && std::any_of(e.operands.begin(), e.operands.end(),
                                  [&](const Expression& o) { return gives_citext(o, table); });
}

}  // namespace

Expression with_citext_rules(const Expression& expression, const Table& table) {
  Expression result = expression;
  for_each(result, [&](Expression& e) {
    if (e.kind == ExpressionKind::binary && e.text == "like" && gives_citext(e.operands[0], table))
      e.text = "ilike";
  });
  return result;
}

// ---- facts about tables

const Column* rowid_alias(const Table& table, const Schema& schema) {
  const PrimaryKey* key = table.primary_key();
  if (key == nullptr || key->columns.size() != 1 || table.options.without_rowid) return nullptr;
  const Column* column = table.find_column(key->columns[0]);
  if (column == nullptr || column->generated) return nullptr;
  return equal_ignoring_case(declared_type(column->type, schema), "INTEGER") ? column : nullptr;
}

bool is_autoincrement(const Table& table, const Schema& schema) {
  const Column* alias = rowid_alias(table, schema);
  return alias != nullptr && alias->identity.has_value();
}

std::string_view rowid_name(const Table& table) {
  if (table.options.without_rowid) return {};
  constexpr std::array<std::string_view, 3> candidates = {"rowid", "_rowid_", "oid"};
  for (const std::string_view candidate : candidates) {
    const bool shadowed =
        std::any_of(table.columns.begin(), table.columns.end(),
                    [&](const Column& c) { return equal_ignoring_case(c.name, candidate); });
    if (!shadowed) return candidate;
  }
  return {};
}

std::vector<std::string> key_of(const Table& table, std::string_view without_column) {
  const auto fits = [&](const std::vector<std::string>& columns) {
    return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
      const Column* column = table.find_column(name);
      return name != without_column && column != nullptr && column->not_null;
    });
  };
  if (const PrimaryKey* key = table.primary_key(); key != nullptr && fits(key->columns))
    return key->columns;
  for (const Constraint& constraint : table.constraints) {
    const auto* unique = std::get_if<Unique>(&constraint.body);
    if (unique != nullptr && fits(unique->columns)) return unique->columns;
  }
  return {};
}

std::vector<std::string> stored_columns(const Table& table) {
  std::vector<std::string> result;
  for (const Column& column : table.columns) {
    if (!column.generated) result.push_back(column.name);
  }
  return result;
}

std::vector<std::string> index_names(const Table& table) {
  std::vector<std::string> result;
  for (const Constraint& constraint : table.constraints) {
    if (is_unique_index(constraint)) result.push_back(constraint.name);
  }
  for (const Index& index : table.indexes) result.push_back(index.name);
  return result;
}

bool has_raw_text(const Expression& expression) {
  bool found = false;
  for_each(expression,
           [&](const Expression& e) { found = found || e.kind == ExpressionKind::raw; });
  return found;
}

bool has_raw_text(const Table& table) {
  const auto in_index = [](const Index& index) {
    return (index.where && has_raw_text(*index.where)) ||
           std::any_of(index.parts.begin(), index.parts.end(),
                       [](const IndexPart& p) { return has_raw_text(p.expression); });
  };
  const auto in_constraint = [](const Constraint& constraint) {
    const auto* check = std::get_if<Check>(&constraint.body);
    return check != nullptr && has_raw_text(check->expression);
  };
  const auto in_column = [](const Column& c) {
    return c.generated && has_raw_text(c.generated->expression);
  };
  return std::any_of(table.indexes.begin(), table.indexes.end(), in_index) ||
         std::any_of(table.constraints.begin(), table.constraints.end(), in_constraint) ||
         std::any_of(table.columns.begin(), table.columns.end(), in_column);
}

}  // namespace migc::sqlite
