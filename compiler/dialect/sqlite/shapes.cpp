#include "compiler/dialect/sqlite/shapes.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/sqlite/functions.h"

namespace migc::sqlite {
namespace {

bool is_interval_literal(const Expression& e) {
  return e.kind == ExpressionKind::cast && e.type && e.type->kind == TypeKind::interval &&
         e.type->dimensions == 0 && is_string(e.operands[0]);
}

bool is_field_call(const Expression& e, std::string_view name) {
  return e.kind == ExpressionKind::call && e.text == name && e.operands.size() == 2 &&
         is_string(e.operands[0]);
}

}  // namespace

bool is_string(const Expression& e) { return e.kind == ExpressionKind::string; }

bool is_now(const Expression& e) {
  if (e.kind == ExpressionKind::special) return e.text == "current_timestamp";
  const Function* function =
      e.kind == ExpressionKind::call ? find_function(e.text, e.operands.size()) : nullptr;
  return function != nullptr && function->form == "CURRENT_TIMESTAMP";
}

std::string interval_modifier(std::string_view text, bool subtract) {
  text = trim(text);
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos || blank == 0) return {};
  const std::string_view number = text.substr(0, blank);
  if (number.find_first_not_of("0123456789") != std::string_view::npos) return {};
  std::string unit = to_lower(trim(text.substr(blank)));
  if (unit.size() > 1 && unit.back() == 's') unit.pop_back();
  constexpr auto units =
      std::to_array<std::string_view>({"second", "minute", "hour", "day", "month", "year"});
  const std::string sign = subtract ? "-" : "+";
  if (unit == "week")
    return fmt::format("{}{} days", sign,
                       std::to_string(7 * std::stoll(std::string(number.substr(0, 15)))));
  if (std::find(units.begin(), units.end(), unit) == units.end()) return {};
  return fmt::format("{}{} {}s", sign, number, unit);
}

bool is_interval_sum(const Expression& e) {
  return e.kind == ExpressionKind::binary && (e.text == "+" || e.text == "-") &&
         is_interval_literal(e.operands[1]);
}

bool is_membership(const Expression& e) {
  if (e.kind != ExpressionKind::binary || e.operands[1].kind != ExpressionKind::quantified)
    return false;
  const Expression& right = e.operands[1];
  if (right.operands.empty() || right.operands[0].kind != ExpressionKind::array ||
      right.operands[0].operands.empty())
    return false;
  return (e.text == "=" && right.text == "any") ||
         ((e.text == "<>" || e.text == "!=") && right.text == "all");
}

bool is_extract(const Expression& e) {
  return (is_field_call(e, "extract") || is_field_call(e, "date_part")) &&
         !extract_format(to_lower(e.operands[0].text)).empty();
}

bool is_truncate(const Expression& e) {
  return is_field_call(e, "date_trunc") && !truncate_format(to_lower(e.operands[0].text)).empty();
}

std::string json_path(const Expression& step) {
  if (step.kind == ExpressionKind::number) return fmt::format("$[{}]", step.text);
  if (is_string(step) && step.text.find('"') == std::string::npos)
    return fmt::format("$.\"{}\"", step.text);
  return {};
}

bool is_literal_of(const Expression& operand, const Type& type) {
  if (!is_string(operand) || type.dimensions != 0) return false;
  switch (family(type)) {
    case TypeFamily::text:
    case TypeFamily::uuid:
    case TypeFamily::json:
    case TypeFamily::date_time:
    case TypeFamily::interval:
    case TypeFamily::user:
      return true;
    case TypeFamily::unknown:
    case TypeFamily::boolean:
    case TypeFamily::number:
    case TypeFamily::bytes:
    case TypeFamily::array:
      return false;
  }
  return false;
}

}  // namespace migc::sqlite
