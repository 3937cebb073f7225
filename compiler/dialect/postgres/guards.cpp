#include "compiler/dialect/postgres/guards.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/dialect/postgres/definitions.h"
#include "compiler/dialect/postgres/spelling.h"

namespace migc::postgres {
namespace {

constexpr std::string_view limit = " LIMIT 20";

std::string quoted(std::string_view name) { return quote_identifier(name, spelling()); }

std::string quoted_list(const std::vector<std::string>& names, std::string_view prefix = {}) {
  std::string list;
  for (const std::string& name : names)
    list += (list.empty() ? "" : ", ") + std::string(prefix) + quoted(name);
  return list;
}

std::string table_text(const Context& context, const ObjectName& name) {
  return context.writer().name(name).take();
}

/// The rows that keys see: of a table with heirs its own alone (manual, Inheritance: Caveats).
std::string own_rows(const Context& context, const ObjectName& name) {
  return (has_heirs(context.schema, name) ? "ONLY " : "") + table_text(context, name);
}

/// The columns that tell a person which rows are meant: the primary key's, then those in question.
std::string sample(const Table& table, const std::vector<std::string>& columns,
                   std::string_view prefix = {}) {
  const PrimaryKey* key = table.primary_key();
  if (key == nullptr) return std::string(prefix) + "*";
  std::vector<std::string> names = key->columns;
  for (const std::string& column : columns) {
    const bool known = std::find(names.begin(), names.end(), column) != names.end();
    if (!known && table.find_column(column) != nullptr) names.push_back(column);
  }
  return quoted_list(names, prefix);
}

std::string condition_join(const std::vector<std::string>& parts, std::string_view suffix,
                           std::string_view word) {
  std::string text;
  for (const std::string& part : parts)
    text += (text.empty() ? "" : std::string(word)) + part + std::string(suffix);
  return text;
}

}  // namespace

void guard_null(const Context& context, const Table& table, std::string_view column) {
  context.guard(fmt::format("SELECT {} FROM {} WHERE {} IS NULL{}", sample(table, {}),
                            table_text(context, table.name), quoted(column), limit),
                fmt::format("rows of `{}` where `{}` is null", table.name.display(), column),
                {table.name});
}

void guard_empty(const Context& context, const Table& table, std::string_view new_column) {
  context.guard(
      fmt::format("SELECT {} FROM {}{}", sample(table, {}), table_text(context, table.name), limit),
      fmt::format("rows of `{}` that have no value for the new required column `{}`",
                  table.name.display(), new_column),
      {table.name});
}

void guard_duplicates(const Context& context, const Table& table,
                      const std::vector<std::string>& parts, const std::string& where,
                      bool nulls_not_distinct, std::string_view rule) {
  std::string condition = where.empty() || nulls_not_distinct ? where : "(" + where + ")";
  if (!nulls_not_distinct) {
    if (!condition.empty()) condition += " AND ";
    condition += condition_join(parts, " IS NOT NULL", " AND ");
  }
  const std::string list = join(parts, ", ");
  context.guard(
      fmt::format("SELECT {}, count(*) AS rows FROM {}{}{} GROUP BY {} HAVING count(*) > 1{}", list,
                  own_rows(context, table.name), condition.empty() ? "" : " WHERE ", condition,
                  list, limit),
      fmt::format("several rows of `{}` with the same {}", table.name.display(), rule),
      {table.name});
}

void guard_check(const Context& context, const Table& table, std::string_view name,
                 const Check& check) {
  SqlWriter condition = context.writer();
  condition.open().expression(check.expression).close();
  context.guard(
      fmt::format(
          "SELECT {} FROM {} WHERE {} IS FALSE{}", sample(table, columns_of(check.expression)),
          check.no_inherit ? own_rows(context, table.name) : table_text(context, table.name),
          condition.take(), limit),
      fmt::format("rows of `{}` that break the check `{}`", table.name.display(), name),
      {table.name});
}

void guard_orphans(const Context& context, const Table& table, std::string_view name,
                   const ForeignKey& foreign_key) {
  std::vector<std::string> own;
  std::vector<std::string> pairs;
  for (std::size_t i = 0; i < foreign_key.columns.size(); ++i) {
    own.push_back("c." + quoted(foreign_key.columns[i]));
    pairs.push_back("p." + quoted(foreign_key.target_columns[i]) + " = " + own.back());
  }
  // MATCH FULL also refuses rows that are null in part.
  const bool full = foreign_key.match == MatchType::full && own.size() > 1;
  std::string filled = condition_join(own, " IS NOT NULL", full ? " OR " : " AND ");
  if (full) filled = "(" + filled + ")";
  context.guard(
      fmt::format(
          "SELECT {} FROM {} AS c WHERE {} AND NOT EXISTS (SELECT 1 FROM {} AS p WHERE {}){}",
          sample(table, foreign_key.columns, "c."), own_rows(context, table.name), filled,
          own_rows(context, foreign_key.target), join(pairs, " AND "), limit),
      fmt::format("rows of `{}` without their row of `{}` (foreign key `{}`)", table.name.display(),
                  foreign_key.target.display(), name),
      {table.name, foreign_key.target});
}

void guard_constraint(const Context& context, const Table& table, const Constraint& constraint) {
  const auto identifiers = [](const std::vector<std::string>& names) {
    std::vector<std::string> parts;
    for (const std::string& name : names) parts.push_back(quoted(name));
    return parts;
  };
  std::visit(
      overloaded{
          [&](const PrimaryKey& key) {
            for (const std::string& column : key.columns) {
              const Column* found = table.find_column(column);
              if (found != nullptr && !found->not_null) guard_null(context, table, column);
            }
            guard_duplicates(context, table, identifiers(key.columns), {}, true,
                             quote_list(key.columns));
          },
          [&](const Unique& unique) {
            guard_duplicates(context, table, identifiers(unique.columns), {},
                             unique.nulls_not_distinct, quote_list(unique.columns));
          },
          [&](const ForeignKey& key) { guard_orphans(context, table, constraint.name, key); },
          [&](const Check& check) { guard_check(context, table, constraint.name, check); },
          // Which rows exclude each other takes a self-join by the operators: the statement itself
          // says it better.
          [](const Exclusion&) {},
      },
      constraint.body);
}

void guard_index(const Context& context, const Table& table, const Index& index) {
  if (!index.unique) return;
  std::vector<std::string> parts;
  for (const IndexPart& part : index.parts) {
    SqlWriter w = context.writer();
    const bool plain =
        part.expression.kind == ExpressionKind::column && part.collation.name.empty();
    const std::string text = part_expression(context, part);
    parts.push_back(plain ? text : "(" + text + ")");
  }
  const std::string where =
      index.where ? context.writer().expression(*index.where).take() : std::string();
  guard_duplicates(context, table, parts, where, index.nulls_not_distinct,
                   fmt::format("key of index `{}`", index.name));
}

void guard_misfit(const Context& context, const Table& table, std::string_view column,
                  const std::string& misfit, std::string_view type) {
  context.guard(
      fmt::format("SELECT {} FROM {} WHERE {}{}", sample(table, {std::string(column)}),
                  table_text(context, table.name), misfit, limit),
      fmt::format("rows of `{}` whose `{}` does not fit {}", table.name.display(), column, type),
      {table.name});
}

void guard_label(const Context& context, const Table& table, const Column& column,
                 const std::string& label) {
  const std::string name = quoted(column.name);
  const std::string condition = column.type.dimensions > 0
                                    ? fmt::format("{} = ANY ({})", quote_literal(label), name)
                                    : fmt::format("{} = {}", name, quote_literal(label));
  context.guard(
      fmt::format("SELECT {} FROM {} WHERE {}{}", sample(table, {column.name}),
                  table_text(context, table.name), condition, limit),
      fmt::format("rows of `{}` whose `{}` is `{}`", table.name.display(), column.name, label),
      {table.name});
}

std::string key_condition(const Context& context, const std::vector<std::string>& key,
                          const std::vector<std::vector<Expression>>& values) {
  const auto is_null = [](const Expression& value) {
    return value.kind == ExpressionKind::null_literal;
  };
  const bool nulls =
      std::any_of(values.begin(), values.end(), [&](const std::vector<Expression>& row) {
        return std::any_of(row.begin(), row.end(), is_null);
      });
  std::vector<std::string> rows;
  for (const std::vector<Expression>& row : values) {
    SqlWriter w = context.writer();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (nulls) {
        if (i != 0) w.raw(" AND ");
        w.identifier(key[i]).raw(" IS NOT DISTINCT FROM ").atom(row[i]);
      } else {
        if (i != 0) w.comma();
        w.expression(row[i]);
      }
    }
    std::string text = w.take();
    rows.push_back(key.size() > 1 ? "(" + text + ")" : text);
  }
  if (nulls) return join(rows, " OR ");
  if (key.size() == 1) {
    return rows.size() == 1 ? quoted(key[0]) + " = " + context.writer().atom(values[0][0]).take()
                            : quoted(key[0]) + " IN (" + join(rows, ", ") + ")";
  }
  return "(" + quoted_list(key) + ") IN (" + join(rows, ", ") + ")";
}

void guard_new_keys(const Context& context, const Table& table, const std::vector<std::string>& key,
                    const std::vector<std::vector<Expression>>& values) {
  context.guard(
      fmt::format("SELECT {} FROM {} WHERE {}{}", sample(table, key),
                  table_text(context, table.name), key_condition(context, key, values), limit),
      fmt::format("rows of `{}` with the {} of rows to insert", table.name.display(),
                  quote_list(key)),
      {table.name});
}

}  // namespace migc::postgres
