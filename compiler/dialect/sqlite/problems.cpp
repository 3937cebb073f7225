#include "compiler/dialect/sqlite/problems.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/sql_writer.h"
#include "compiler/dialect/sqlite/functions.h"
#include "compiler/dialect/sqlite/shapes.h"
#include "compiler/dialect/sqlite/spelling.h"

namespace migc::sqlite {
namespace {

constexpr auto operators =
    std::to_array<std::string_view>({"and",   "or",   "=",  "<>",  "!=",
                                     "<",     ">",    "<=", ">=",  "||",
                                     "+",     "-",    "*",  "/",   "%",
                                     "&",     "|",    "<<", ">>",  "like",
                                     "ilike", "glob", "->", "->>", "is distinct from",
                                     "is"});

constexpr std::string_view raw_help = "write it raw for each dialect, between backticks";

std::optional<Problem> problem(const Expression& e, std::string message,
                               std::string_view help = raw_help) {
  return Problem{&e, std::move(message), std::string(help)};
}

std::optional<Problem> binary_problem(const Expression& e, const Version& version) {
  if (is_interval_sum(e) && interval_modifier(e.operands[1].operands[0].text, false).empty()) {
    return problem(e.operands[1],
                   fmt::format("interval `{}` has no modifier of SQLite's date functions",
                               e.operands[1].operands[0].text),
                   "use one number and one unit, such as '7 days'");
  }
  if (std::find(operators.begin(), operators.end(), e.text) == operators.end()) {
    return problem(e, fmt::format("SQLite has no operator `{}`", e.text));
  }
  const bool arrow = e.text == "->" || e.text == "->>";
  if (arrow && version < Version{3, 38, 0} && json_path(e.operands[1]).empty()) {
    return problem(e, fmt::format("SQLite has no operator `{}` before 3.38", e.text),
                   "name the key with a literal");
  }
  return std::nullopt;
}

std::optional<Problem> call_problem(const Expression& e) {
  if (is_extract(e) || is_truncate(e) || e.text == "concat") return std::nullopt;
  const bool own = e.qualifier.empty() || e.qualifier == "pg_catalog";
  if (!own || find_function(e.text, e.operands.size()) == nullptr) {
    return problem(e, fmt::format("SQLite has no function `{}` with {}", e.text,
                                  counted(e.operands.size(), "argument")));
  }
  return std::nullopt;
}

std::optional<Problem> special_problem(const Expression& e) {
  constexpr auto times = std::to_array<std::string_view>(
      {"current_timestamp", "current_date", "current_time", "localtimestamp", "localtime"});
  if (std::find(times.begin(), times.end(), e.text) != times.end()) return std::nullopt;
  return problem(e, fmt::format("SQLite has no `{}`", e.text));
}

std::optional<Problem> cast_problem(const Expression& e) {
  const Type& type = *e.type;
  if (type.native_for("sqlite") != nullptr || type.kind == TypeKind::user) return std::nullopt;
  const bool spelled =
      type.dimensions == 0 && type.kind != TypeKind::postgres && type.kind != TypeKind::native;
  if (spelled && (type.kind != TypeKind::interval || is_string(e.operands[0]))) return std::nullopt;
  return problem(e, fmt::format("SQLite has no type `{}`", to_string(type)));
}

/// About the node itself; its operands are looked at by the caller.
std::optional<Problem> own_problem(const Expression& e, const Version& version) {
  switch (e.kind) {
    case ExpressionKind::binary:
      return binary_problem(e, version);
    case ExpressionKind::call:
      return call_problem(e);
    case ExpressionKind::special:
      return special_problem(e);
    case ExpressionKind::cast:
      return cast_problem(e);
    case ExpressionKind::array:
    case ExpressionKind::subscript:
    case ExpressionKind::quantified:
      return problem(e, "SQLite has no arrays");
    case ExpressionKind::at_time_zone:
      return problem(e, "SQLite keeps no time zones");
    case ExpressionKind::collate:
      if (own_collation(collation_of(e))) return std::nullopt;
      return problem(e, fmt::format("SQLite has no collation `{}`", collation_of(e).display()),
                     "its own are BINARY, NOCASE and RTRIM");
    case ExpressionKind::raw:
      if (raw_text(e, "sqlite") != nullptr) return std::nullopt;
      return problem(e, "the raw expression says nothing for sqlite", "add sqlite `…`");
    case ExpressionKind::null_literal:
    case ExpressionKind::boolean_literal:
    case ExpressionKind::number:
    case ExpressionKind::string:
    case ExpressionKind::column:
    case ExpressionKind::unary:
    case ExpressionKind::is:
    case ExpressionKind::between:
    case ExpressionKind::in:
    case ExpressionKind::case_:
    case ExpressionKind::row:
    case ExpressionKind::star:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Problem> find_problem(const Expression& expression, const Version& version) {
  if (is_membership(expression)) {
    if (auto found = find_problem(expression.operands[0], version)) return found;
    for (const Expression& item : expression.operands[1].operands[0].operands) {
      if (auto found = find_problem(item, version)) return found;
    }
    return std::nullopt;
  }
  if (expression.kind == ExpressionKind::at_time_zone && is_now(expression.operands[0]) &&
      is_string(expression.operands[1]) &&
      equal_ignoring_case(expression.operands[1].text, "utc")) {
    return std::nullopt;
  }
  if (auto found = own_problem(expression, version)) return found;
  for (const Expression& operand : expression.operands) {
    if (auto found = find_problem(operand, version)) return found;
  }
  return std::nullopt;
}

const Expression* find_volatile(const Expression& expression) {
  if (expression.kind == ExpressionKind::special) return &expression;
  if (expression.kind == ExpressionKind::call) {
    const Function* function = find_function(expression.text, expression.operands.size());
    if (function != nullptr && function->is_volatile) return &expression;
  }
  for (const Expression& operand : expression.operands) {
    if (const Expression* found = find_volatile(operand)) return found;
  }
  return nullptr;
}

}  // namespace migc::sqlite
