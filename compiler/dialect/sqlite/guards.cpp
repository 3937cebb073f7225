#include "compiler/dialect/sqlite/guards.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/conversion.h"
#include "compiler/dialect/sqlite/spelling.h"
#include "compiler/dialect/sqlite/types.h"
#include "compiler/ops/conversion.h"

namespace migc::sqlite {
namespace {

/// Enough to recognise what is wrong; nobody reads a thousand rows.
constexpr int sample = 5;

/// Holds when the value is a number of the type, or text that is one. Any other text would be kept
/// as text by the column's affinity, and turned into 0 or its first digits by CAST.
std::string conversion_condition(const Type& to, std::string_view operand) {
  if (to.native_for("sqlite") != nullptr || to.dimensions != 0 || !is_number(to.kind)) return {};
  if (is_integer(to.kind)) {
    // An optional sign and digits; NUMERIC makes a real of what 64 bits cannot hold.
    return fmt::format(
        "typeof({0}) = 'integer' OR (typeof({0}) = 'real' AND {0} = CAST({0} AS INTEGER)) OR "
        "(typeof({0}) = 'text' AND trim({0}) GLOB '[-+0-9]*' AND trim({0}) NOT GLOB '?*[^0-9]*' "
        "AND trim({0}) GLOB '*[0-9]' AND typeof(CAST(trim({0}) AS NUMERIC)) = 'integer')",
        operand);
  }
  // Compared with a number, text becomes one if it is one from its first character to its last.
  return fmt::format(
      "typeof({0}) IN ('integer', 'real') OR (typeof({0}) = 'text' AND CAST({0} AS NUMERIC) = {0})",
      operand);
}

bool may_narrow(const Type& from, const Type& to, const Schema& schema) {
  const auto rank = [](const Type& t) {
    return t.kind == TypeKind::smallint ? 1 : t.kind == TypeKind::integer ? 2 : 3;
  };
  if (from.native.empty() && to.native.empty() && from.dimensions == 0 && to.dimensions == 0) {
    if (is_integer(from.kind) && is_integer(to.kind)) return rank(to) < rank(from);
    const bool both_lengths = from.kind == TypeKind::varchar && to.kind == TypeKind::varchar;
    if (both_lengths && to.length) return !from.length || *to.length < *from.length;
    if (from.kind == to.kind && from.kind == TypeKind::decimal && from.length && to.length) {
      return *to.length - to.scale.value_or(0) < *from.length - from.scale.value_or(0);
    }
    if (is_integer(from.kind) &&
        (to.kind == TypeKind::real || to.kind == TypeKind::double_precision))
      return false;
  }
  return type_condition(from, "v", schema) != type_condition(to, "v", schema) ||
         !conversion_condition(to, "v").empty();
}

}  // namespace

std::string Guards::text(const Expression& expression) const {
  return sql_.expression(sources_.translate(with_citext_rules(expression, table_)));
}

std::string Guards::operand(const Expression& expression) const {
  return sql_.writer().atom(sources_.translate(with_citext_rules(expression, table_))).take();
}

std::string Guards::from() const { return sql_.name(table_.name.name); }

std::string Guards::key() const {
  const std::vector<std::string> columns = key_of(table_);
  if (!columns.empty()) return sql_.names(columns);
  const std::string_view rowid = rowid_name(table_);
  return rowid.empty() ? "*" : std::string(rowid);
}

Guard Guards::rows_where(const std::string& condition, std::string failure) const {
  return {fmt::format("SELECT {} FROM {} WHERE {} LIMIT {}", key(), from(), condition, sample),
          std::move(failure)};
}

Guard Guards::is_empty(const std::string& column) const {
  return {fmt::format("SELECT {} FROM {} LIMIT 1", key(), from()),
          fmt::format("rows of `{}`, which would have no value in the new column `{}`",
                      table_.name.display(), column)};
}

Guard Guards::no_nulls(const std::string& column) const {
  return rows_where(operand(column_expression(column)) + " IS NULL",
                    fmt::format("rows of `{}` where `{}` is null", table_.name.display(), column));
}

Guard Guards::holds(const Check& check, const std::string& constraint) const {
  return rows_where(
      fmt::format("NOT ({})", text(check.expression)),
      fmt::format("rows of `{}` that violate `{}`", table_.name.display(), constraint));
}

Guard Guards::duplicates(const std::vector<std::string>& parts, const std::string& also,
                         std::string failure) const {
  std::string condition = also;
  std::vector<std::string> groups;
  for (const std::string& part : parts) {
    if (!condition.empty()) condition += " AND ";
    condition += fmt::format("({}) IS NOT NULL", part);
    // A bare integer, which a new column may begin with, is a place in the list to GROUP BY.
    const bool is_integer = part.find_first_not_of("+-0123456789 ()") == std::string::npos;
    groups.push_back(is_integer ? std::to_string(groups.size() + 1) : part);
  }
  return {fmt::format("SELECT {}, count(*) AS \"rows\" FROM {} WHERE {} GROUP BY {} HAVING "
                      "count(*) > 1 LIMIT {}",
                      join(parts, ", "), from(), condition, join(groups, ", "), sample),
          std::move(failure)};
}

Guard Guards::distinct(const std::vector<std::string>& columns,
                       const std::string& constraint) const {
  std::vector<std::string> parts;
  for (const std::string& column : columns) {
    const Column* known = table_.find_column(column);
    const bool no_case =
        known != nullptr && type_collation(known->type) == "NOCASE" && sources_.is_copied(column);
    parts.push_back(operand(column_expression(column)) + (no_case ? " COLLATE NOCASE" : ""));
  }
  return duplicates(parts, {},
                    fmt::format("values of `{}` that occur more than once, against `{}`",
                                table_.name.display(), constraint));
}

Guard Guards::distinct(const Index& index) const {
  std::vector<std::string> parts;
  for (const IndexPart& part : index.parts) {
    std::string text = operand(part.expression);
    if (!part.collation.name.empty())
      text += " COLLATE " + own_collation(part.collation).value_or("BINARY");
    parts.push_back(std::move(text));
  }
  const std::string where = index.where ? fmt::format("({})", text(*index.where)) : std::string();
  return duplicates(parts, where,
                    fmt::format("values of `{}` that occur more than once, against `{}`",
                                table_.name.display(), index.name));
}

std::optional<Guard> Guards::has_targets(const ForeignKey& key,
                                         const std::string& constraint) const {
  if (key.target == table_.name) return std::nullopt;
  std::string values, present, match;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::string value = fmt::format("value{}", i + 1);
    if (i != 0) values += ", ";
    values += fmt::format("{} AS {}", operand(column_expression(key.columns[i])), value);
    present += fmt::format("child.{} IS NOT NULL AND ", value);
    if (i != 0) match += " AND ";
    match += fmt::format("parent.{} = child.{}", sql_.name(key.target_columns[i]), value);
  }
  return Guard{fmt::format("SELECT * FROM (SELECT {} FROM {}) AS child WHERE {}NOT EXISTS (SELECT "
                           "1 FROM {} AS parent WHERE {}) LIMIT {}",
                           values, from(), present, sql_.name(key.target.name), match, sample),
               fmt::format("rows of `{}` whose `{}` refers to no row of `{}`, against `{}`",
                           table_.name.display(), join(key.columns, ", "), key.target.display(),
                           constraint)};
}

Guard Guards::survives(const std::string& column, const Type& from, const Type& to) const {
  const std::string value = operand(column_expression(column));
  const std::string result = operand(converted(column_expression(column), from, to));
  // What cannot be read as a date becomes NULL.
  std::vector<std::string> conditions = {result + " IS NOT NULL",
                                         type_condition(to, result, sql_.schema()),
                                         lossless_condition(from, to, value)};
  std::erase(conditions, "");
  for (std::string& condition : conditions) condition = "(" + condition + ")";
  return rows_where(fmt::format("{} IS NOT NULL AND NOT ({})", value, join(conditions, " AND ")),
                    fmt::format("rows of `{}` whose `{}` does not fit {}", table_.name.display(),
                                column, to_string(to)));
}

std::optional<Guard> Guards::fits(const std::string& column, const Type& from, const Type& to,
                                  const std::optional<Expression>& using_) const {
  if (!using_ && converts_values(from, to)) return survives(column, from, to);
  if (!using_ && !may_narrow(from, to, sql_.schema())) return std::nullopt;
  // A bare conversion of the column would turn `abc` into 0: look at the value before it. Any other
  // expression is taken at its word, and its result is looked at.
  const bool bare = !using_ || (using_->kind == ExpressionKind::cast &&
                                using_->operands[0].kind == ExpressionKind::column);
  const std::string value = operand(!using_ ? column_expression(column)
                                    : bare  ? using_->operands[0]
                                            : *using_);
  const bool reads_text =
      bare && is_number(to.kind) && !is_number(from.kind) && from.kind != TypeKind::boolean;
  // The copy converts these by itself, and the new table's own condition looks at the result.
  const bool converts =
      bare && ((is_integer(to.kind) && is_number(from.kind) && !is_integer(from.kind)) ||
               (using_ && to.kind == TypeKind::boolean));
  std::vector<std::string> conditions;
  if (reads_text) {
    const std::string number =
        fmt::format("CAST({} AS {})", value, declared_type(to, sql_.schema()));
    conditions.push_back(conversion_condition(to, value));
    conditions.push_back(is_integer(to.kind) ? rowid_condition(to, number)
                                             : type_condition(to, number, sql_.schema()));
  } else if (converts && to.kind == TypeKind::bigint) {
    // CAST would make the largest integer of what is larger.
    conditions.push_back(
        fmt::format("typeof({0}) = 'integer' OR {0} >= -9223372036854775808.0 AND {0} < "
                    "9223372036854775808.0",
                    value));
  } else if (!converts) {
    conditions.push_back(type_condition(to, value, sql_.schema()));
  }
  std::erase(conditions, "");
  if (conditions.empty()) return std::nullopt;
  if (conditions.size() > 1) conditions.front() = fmt::format("({})", conditions.front());
  return rows_where(fmt::format("{} IS NOT NULL AND NOT ({})", value, join(conditions, " AND ")),
                    fmt::format("rows of `{}` whose `{}` does not fit {}", table_.name.display(),
                                column, to_string(to)));
}

Guard Guards::lacks_value(const std::string& column, const std::string& value,
                          const ObjectName& enumeration) const {
  return rows_where(
      fmt::format("{} = {}", operand(column_expression(column)), quote_literal(value)),
      fmt::format("rows of `{}` whose `{}` holds `{}`, which `{}` loses", table_.name.display(),
                  column, value, enumeration.display()));
}

}  // namespace migc::sqlite
