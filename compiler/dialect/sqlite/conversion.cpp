#include "compiler/dialect/sqlite/conversion.h"

#include <fmt/format.h>
#include <utility>

#include "compiler/dialect/sqlite/sources.h"
#include "compiler/ops/conversion.h"

namespace migc::sqlite {
namespace {

/// How the values get from one type to another.
enum class Way {
  as_they_are,
  words,  ///< true and false
  rounded,
  cast,  ///< `write_cast` has the words for it
  bytes_as_text,
  none,
};

bool has_fraction(TypeKind kind) { return is_number(kind) && !is_integer(kind); }

bool is_timestamp(TypeKind kind) {
  return kind == TypeKind::timestamp || kind == TypeKind::timestamptz;
}

bool is_time(TypeKind kind) { return kind == TypeKind::time || kind == TypeKind::timetz; }

/// What the author spells, and what SQLite has no type for, is not for us to convert.
bool is_plain(const Type& type) {
  return type.native.empty() && type.dimensions == 0 && type.kind != TypeKind::native &&
         type.kind != TypeKind::postgres;
}

Way way_between(const Type& from, const Type& to) {
  if (!is_plain(from) || !is_plain(to) || from.kind == to.kind) return Way::as_they_are;
  const bool from_text = family(from) == TypeFamily::text;
  const bool to_text = family(to) == TypeFamily::text;
  if (from.kind == TypeKind::bytes) return to_text ? Way::bytes_as_text : Way::none;
  if (to.kind == TypeKind::bytes) return from_text ? Way::cast : Way::none;
  if (from.kind == TypeKind::boolean && to_text) return Way::words;
  if (from_text && to.kind == TypeKind::boolean) return Way::cast;
  if (has_fraction(from.kind) && is_integer(to.kind)) return Way::rounded;
  if (is_timestamp(from.kind) && (to.kind == TypeKind::date || is_time(to.kind))) return Way::cast;
  if (from.kind == TypeKind::date && is_timestamp(to.kind)) return Way::cast;
  return Way::as_they_are;
}

Expression cast_expression(Expression value, const Type& type) {
  Expression e;
  e.kind = ExpressionKind::cast;
  e.type = type;
  e.operands.push_back(std::move(value));
  return e;
}

}  // namespace

bool has_conversion(const Type& from, const Type& to) { return way_between(from, to) != Way::none; }

bool converts_values(const Type& from, const Type& to) {
  const Way way = way_between(from, to);
  return way != Way::as_they_are && way != Way::none;
}

Expression converted(Expression value, const Type& from, const Type& to) {
  switch (way_between(from, to)) {
    case Way::as_they_are:
    case Way::none:
      return value;
    case Way::words: {
      Expression words;
      words.kind = ExpressionKind::case_;
      words.text = "subject";
      words.operands = {std::move(value), number_expression("1"), string_expression("true"),
                        number_expression("0"), string_expression("false")};
      return words;
    }
    case Way::rounded:
      return cast_expression(call_expression("round", {std::move(value)}), to);
    case Way::cast:
      return cast_expression(std::move(value), to);
    case Way::bytes_as_text: {
      // A cast to varchar(n) would cut what is too long.
      Type text;
      text.kind = TypeKind::text;
      return cast_expression(std::move(value), text);
    }
  }
  return value;
}

bool is_cast_otherwise(const Type& from, const Type& to) {
  const Way way = way_between(from, to);
  return way == Way::rounded || way == Way::words;
}

std::string lossless_condition(const Type& from, const Type& to, std::string_view value) {
  if (!converts_values(from, to)) return {};
  if (has_fraction(from.kind) && is_integer(to.kind)) {
    // CAST makes the largest integer of what is larger.
    return fmt::format(
        "typeof({0}) = 'integer' OR ({0} >= -9223372036854775808.0 AND {0} < 9223372036854775808.0 "
        "AND {0} = CAST({0} AS INTEGER))",
        value);
  }
  if (!is_timestamp(from.kind)) return {};
  if (to.kind == TypeKind::date)
    return fmt::format("strftime('%H:%M:%f', {}) = '00:00:00.000'", value);
  return fmt::format("strftime('%f', {}) GLOB '*.000'", value);
}

}  // namespace migc::sqlite
