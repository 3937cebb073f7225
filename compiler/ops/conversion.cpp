#include "compiler/ops/conversion.h"

#include <limits>

namespace migc {
namespace {

int integer_rank(TypeKind kind) {
  switch (kind) {
    case TypeKind::smallint:
      return 1;
    case TypeKind::integer:
      return 2;
    case TypeKind::bigint:
      return 3;
    case TypeKind::boolean:
    case TypeKind::decimal:
    case TypeKind::real:
    case TypeKind::double_precision:
    case TypeKind::text:
    case TypeKind::varchar:
    case TypeKind::character:
    case TypeKind::citext:
    case TypeKind::bytes:
    case TypeKind::uuid:
    case TypeKind::json:
    case TypeKind::jsonb:
    case TypeKind::date:
    case TypeKind::time:
    case TypeKind::timetz:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
    case TypeKind::interval:
    case TypeKind::user:
    case TypeKind::postgres:
    case TypeKind::native:
      return 0;
  }
  return 0;
}

/// Decimal digits that hold every value of an integer type.
int integer_digits(TypeKind kind) {
  return integer_rank(kind) == 1 ? 5 : integer_rank(kind) == 2 ? 10 : 19;
}

int unlimited(const std::optional<int>& length) {
  return length.value_or(std::numeric_limits<int>::max());
}

bool is_text(TypeKind kind) { return kind == TypeKind::text || kind == TypeKind::varchar; }

}  // namespace

bool is_integer(TypeKind kind) { return integer_rank(kind) > 0; }

bool is_number(TypeKind kind) {
  return is_integer(kind) || kind == TypeKind::decimal || kind == TypeKind::real ||
         kind == TypeKind::double_precision;
}

bool is_lossless(const Type& from, const Type& to) {
  if (from == to) return true;
  if (!from.native.empty() || !to.native.empty() || from.dimensions != to.dimensions) return false;
  if (integer_rank(from.kind) != 0 && integer_rank(to.kind) != 0)
    return integer_rank(from.kind) <= integer_rank(to.kind);
  if (integer_rank(from.kind) != 0 && to.kind == TypeKind::decimal) {
    return !to.length || *to.length - to.scale.value_or(0) >= integer_digits(from.kind);
  }
  if (is_text(from.kind) && is_text(to.kind)) return unlimited(from.length) <= unlimited(to.length);
  if (from.kind == TypeKind::decimal && to.kind == TypeKind::decimal) {
    if (!to.length) return true;
    if (!from.length) return false;
    const int from_scale = from.scale.value_or(0);
    const int to_scale = to.scale.value_or(0);
    return to_scale >= from_scale && *to.length - to_scale >= *from.length - from_scale;
  }
  if (from.kind == TypeKind::real && to.kind == TypeKind::double_precision) return true;
  if (from.kind == to.kind && (from.kind == TypeKind::timestamp ||
                               from.kind == TypeKind::timestamptz || from.kind == TypeKind::time ||
                               from.kind == TypeKind::timetz || from.kind == TypeKind::interval)) {
    constexpr int most = 6;  // microseconds are the default precision
    return from.length.value_or(most) <= to.length.value_or(most);
  }
  return false;
}

bool may_refer(const Type& from, const Type& to, const Schema& schema) {
  const auto is_enum_or_plain = [&](const Type& type) {
    return type.kind != TypeKind::user || schema.find_enum(type.name) != nullptr;
  };
  if (!is_enum_or_plain(from) || !is_enum_or_plain(to)) return true;
  const TypeFamily a = family(from);
  const TypeFamily b = family(to);
  if (a == TypeFamily::unknown || b == TypeFamily::unknown) return true;
  return a == b && (a != TypeFamily::user || from.name == to.name);
}

}  // namespace migc
