#include "compiler/dialect/postgres/conversion.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "compiler/dialect/postgres/locks.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/ops/conversion.h"

namespace migc::postgres {
namespace {

bool is_varying(TypeKind kind) { return kind == TypeKind::text || kind == TypeKind::varchar; }
bool is_integer(TypeKind kind) {
  return kind == TypeKind::smallint || kind == TypeKind::integer || kind == TypeKind::bigint;
}
bool is_float(TypeKind kind) {
  return kind == TypeKind::real || kind == TypeKind::double_precision;
}
bool is_number(TypeKind kind) {
  return is_integer(kind) || is_float(kind) || kind == TypeKind::decimal;
}
bool is_string(TypeKind kind) {
  return is_varying(kind) || kind == TypeKind::character || kind == TypeKind::citext;
}
bool is_zoned_pair(const Type& from, const Type& to) {
  return (from.kind == TypeKind::timestamp && to.kind == TypeKind::timestamptz) ||
         (from.kind == TypeKind::timestamptz && to.kind == TypeKind::timestamp);
}
bool has_fraction(TypeKind kind) {
  return kind == TypeKind::time || kind == TypeKind::timetz || kind == TypeKind::timestamp ||
         kind == TypeKind::timestamptz || kind == TypeKind::interval;
}
bool is_moment(TypeKind kind) {
  return kind == TypeKind::date || kind == TypeKind::time || kind == TypeKind::timetz ||
         kind == TypeKind::timestamp || kind == TypeKind::timestamptz || kind == TypeKind::interval;
}
bool named(const Type& type, std::string_view name) {
  return type.kind == TypeKind::postgres && type.name.name == name;
}

/// The type is what its kind says, not a text of the author's.
bool is_known(const Type& type) {
  return type.kind != TypeKind::native && type.kind != TypeKind::postgres &&
         type.native_for("postgres") == nullptr;
}

constexpr int default_fraction =
    6;  // digits of a second that PostgreSQL keeps when no precision is given

int fraction(const Type& type) { return type.length.value_or(default_fraction); }

std::string power_of_ten(int digits) {
  return digits >= 0 ? "1" + std::string(static_cast<std::size_t>(digits), '0') : "1";
}

std::string integer_misfit(const Type& from, TypeKind to, const std::string& c) {
  const std::string_view range = to == TypeKind::smallint ? "-32768 AND 32767"
                                 : to == TypeKind::integer
                                     ? "-2147483648 AND 2147483647"
                                     : "-9223372036854775808 AND 9223372036854775807";
  std::string outside = fmt::format("{} NOT BETWEEN {}", c, range);
  return is_integer(from.kind) ? outside : fmt::format("{} <> trunc({}) OR {}", c, c, outside);
}

std::string decimal_misfit(const Type& from, const Type& to, const std::string& c) {
  const int scale = to.scale.value_or(0);
  const std::string value = from.kind == TypeKind::decimal ? c : c + "::numeric";
  std::string too_large =
      fmt::format("abs(round({}, {})) >= {}", value, scale, power_of_ten(*to.length - scale));
  // An exact number loses digits; of a float nobody expects them all.
  return from.kind == TypeKind::decimal
             ? fmt::format("{} <> round({}, {}) OR {}", c, c, scale, too_large)
             : too_large;
}

std::string number_misfit(const Type& from, const Type& to, const std::string& c) {
  if (is_lossless(from, to)) return {};
  if (is_integer(to.kind)) return integer_misfit(from, to.kind, c);
  if (to.kind == TypeKind::decimal && to.length) return decimal_misfit(from, to, c);
  return {};
}

std::string string_misfit(const Type& from, const Type& to, const std::string& c) {
  if (!to.length && to.kind != TypeKind::character) return {};
  const int room = to.length.value_or(1);  // char without a length is char(1)
  if (is_string(from.kind) && from.kind != TypeKind::citext && from.length && *from.length <= room)
    return {};
  return fmt::format("char_length({}) > {}", is_string(from.kind) ? c : c + "::text", room);
}

/// Text that the target's input function refuses. Patterns stand in where the server cannot be
/// asked (before 16).
std::string input_misfit(const Type& to, const std::string& c, const Schema& schema,
                         Version server) {
  if (has(server, Feature::input_is_valid)) {
    return fmt::format("NOT pg_input_is_valid({}::text, {})", c,
                       quote_literal(type_text(to, schema)));
  }
  if (is_integer(to.kind)) return fmt::format(R"({}::text !~ '^\s*[-+]?[0-9]+\s*$')", c);
  if (is_number(to.kind))
    return fmt::format(
        R"({}::text !~* '^\s*([-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?|nan)\s*$')", c);
  if (to.kind == TypeKind::uuid) {
    return fmt::format(R"({}::text !~* '^\{{?([0-9a-f]{{4}}-?){{7}}[0-9a-f]{{4}}\}}?$')", c);
  }
  if (to.kind == TypeKind::boolean) {
    return fmt::format(
        "lower(btrim({}::text)) NOT IN ('t', 'tr', 'tru', 'true', 'y', 'ye', 'yes', 'on', '1', "
        "'f', 'fa', 'fal', "
        "'fals', 'false', 'n', 'no', 'of', 'off', '0')",
        c);
  }
  return {};
}

std::string label_misfit(const Type& to, const std::string& c, const Schema& schema) {
  const Enum* target = schema.find_enum(to.name);
  if (target == nullptr) return {};
  std::string labels;
  for (const std::string& value : target->values)
    labels += (labels.empty() ? "" : ", ") + quote_literal(value);
  return fmt::format("{}::text <> ALL (ARRAY[{}]::text[])", c, labels);
}

std::string moment_misfit(const Type& from, const Type& to, const std::string& c,
                          const Schema& schema) {
  const bool cuts_fraction =
      from.kind == to.kind && has_fraction(to.kind) && fraction(to) < fraction(from);
  const bool cuts_time = to.kind == TypeKind::date &&
                         (from.kind == TypeKind::timestamp || from.kind == TypeKind::timestamptz);
  return cuts_fraction || cuts_time ? fmt::format("{} <> {}::{}", c, c, type_text(to, schema))
                                    : std::string();
}

/// What pg_cast has between dates, times and spans.
bool has_moment_cast(TypeKind from, TypeKind to) {
  using enum TypeKind;
  constexpr auto casts = std::to_array<std::pair<TypeKind, TypeKind>>({
      {date, timestamp},
      {date, timestamptz},
      {timestamp, date},
      {timestamp, time},
      {timestamp, timestamptz},
      {timestamptz, date},
      {timestamptz, time},
      {timestamptz, timetz},
      {timestamptz, timestamp},
      {time, interval},
      {time, timetz},
      {timetz, time},
      {interval, time},
  });
  return from == to || std::find(casts.begin(), casts.end(), std::pair(from, to)) != casts.end();
}

/// Pairs that have neither a cast nor a common text form worth trying.
bool no_cast(const Type& from, const Type& to) {
  if ((from.dimensions == 0) != (to.dimensions == 0))
    return !is_string(from.kind) && !is_string(to.kind);
  if (!is_known(from) || !is_known(to) || from.dimensions > 0) return false;
  if (is_string(from.kind) || is_string(to.kind)) return false;
  if (from.kind == TypeKind::user || to.kind == TypeKind::user) return from.kind != to.kind;
  if (from.kind == TypeKind::boolean || to.kind == TypeKind::boolean) {
    return from.kind != TypeKind::integer && to.kind != TypeKind::integer;
  }
  const auto is_json = [](TypeKind kind) {
    return kind == TypeKind::json || kind == TypeKind::jsonb;
  };
  if (is_number(from.kind)) return !is_number(to.kind);
  if (is_moment(from.kind)) return !has_moment_cast(from.kind, to.kind);
  if (from.kind == TypeKind::jsonb)
    return !is_number(to.kind) && to.kind != TypeKind::boolean && !is_json(to.kind);
  return !is_json(from.kind) || !is_json(to.kind);
}

std::string spelled_cast(const Type& from, const Type& to, const std::string& c,
                         const Schema& schema) {
  // Between two enums only the labels are common.
  const bool through_text = from.kind == TypeKind::user && to.kind == TypeKind::user;
  std::string via = through_text ? (from.dimensions > 0 ? "::text[]" : "::text") : "";
  return c + via + "::" + type_text(to, schema);
}

}  // namespace

bool keeps_rows(const Type& from, const Type& to) {
  if (from.native_for("postgres") != nullptr || to.native_for("postgres") != nullptr) return false;
  Type same = from;
  same.dimensions = to.dimensions;
  if (same == to && from.dimensions > 0 && to.dimensions > 0)
    return true;  // the server knows no number of dimensions
  if (from.dimensions > 0 || to.dimensions > 0) return false;
  const auto widens = [&] { return !to.length || (from.length && *from.length <= *to.length); };
  if (is_varying(from.kind) && is_varying(to.kind)) return widens();
  if (from.kind == TypeKind::citext && is_varying(to.kind)) return !to.length;
  if (is_varying(from.kind) && to.kind == TypeKind::citext) return true;
  if (from.kind == TypeKind::decimal && to.kind == TypeKind::decimal) {
    return !to.length || (widens() && from.scale.value_or(0) == to.scale.value_or(0));
  }
  if (from.kind == to.kind && has_fraction(from.kind)) return fraction(from) <= fraction(to);
  if (is_zoned_pair(from, to))
    return fraction(from) <= fraction(to);  // in UTC, where the statement runs
  if (named(from, "cidr") && named(to, "inet")) return true;
  if (named(from, "varbit") && named(to, "varbit")) return widens();
  return named(from, "xml") && to.kind == TypeKind::text;
}

bool keeps_indexes(const Type& from, const Type& to) {
  if (!keeps_rows(from, to)) return false;
  if (is_varying(from.kind) && is_varying(to.kind)) return true;
  return from.kind == to.kind || named(to, "inet");
}

namespace {

/// What a domain is made of, and whether it or one below it refuses values; any other type as it
/// is.
struct Base {
  Type type;
  bool refuses = false;
};
Base base_of(const Type& type, const Schema& schema) {
  Base base{.type = type};
  while (base.type.kind == TypeKind::user && base.type.dimensions == 0) {
    const Domain* domain = schema.find_domain(base.type.name);
    if (domain == nullptr) break;
    base.refuses = base.refuses || domain->not_null || !domain->checks.empty();
    base.type = domain->type;
  }
  return base;
}

/// A domain is converted to as the type is that it is made of, and from. Nothing when neither side
/// is one.
std::optional<Conversion> domain_conversion(const Type& from, const Type& to,
                                            const std::string& column, const Schema& schema,
                                            Version server) {
  const Base before = base_of(from, schema);
  const Base after = base_of(to, schema);
  if (before.type == from && after.type == to) return std::nullopt;
  Conversion result = find_conversion(before.type, after.type, column, schema, server);
  if (before.type == after.type) result.rewrites = false;
  // The server writes the rows anew to look at each of them (ATColumnChangeRequiresRewrite).
  result.rewrites = result.rewrites || after.refuses;
  result.may_fail = result.may_fail || after.refuses;
  if (result.cast == Conversion::Cast::spelled && after.type != to)
    result.using_ = fmt::format("({})::{}", result.using_, type_text(to, schema));
  return result;
}

}  // namespace

Conversion find_conversion(const Type& from, const Type& to, const std::string& column,
                           const Schema& schema, Version server) {
  Conversion result;
  result.rewrites = !keeps_rows(from, to);
  const bool array = from.dimensions > 0 || to.dimensions > 0;
  if (no_cast(from, to)) {
    if (const std::optional<Conversion> found = domain_conversion(from, to, column, schema, server))
      return *found;
    result.cast = Conversion::Cast::impossible;
    return result;
  }
  if (is_known(from) && is_known(to) && has_assignment_cast(from, to)) {
    result.cast = Conversion::Cast::by_itself;
  } else if (result.rewrites) {
    result.cast = Conversion::Cast::spelled;
    result.using_ = spelled_cast(from, to, column, schema);
  }
  result.in_utc = !array && is_zoned_pair(from, to);
  if (array || !is_known(from) || !is_known(to)) {
    result.may_fail = result.rewrites && !is_lossless(from, to);
    return result;
  }
  if (is_number(from.kind) && is_number(to.kind))
    result.misfit = number_misfit(from, to, column);
  else if (is_string(to.kind))
    result.misfit = string_misfit(from, to, column);
  else if (to.kind == TypeKind::user)
    result.misfit = label_misfit(to, column, schema);
  else if (is_string(from.kind))
    result.misfit = input_misfit(to, column, schema, server);
  else if (is_moment(from.kind))
    result.misfit = moment_misfit(from, to, column, schema);
  result.may_fail = !result.misfit.empty() ||
                    (result.cast == Conversion::Cast::spelled && !is_lossless(from, to));
  return result;
}

bool keeps_old_casts(const Type& from, const Type& to) {
  return from.kind != to.kind && !(is_integer(from.kind) && is_integer(to.kind));
}

bool has_equality(const Type& type) {
  if (type.native_for("postgres") != nullptr || type.kind == TypeKind::native) return false;
  if (type.kind == TypeKind::json) return false;
  if (type.kind != TypeKind::postgres) return true;
  constexpr std::array<std::string_view, 9> without = {
      "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "jsonpath"};
  for (const std::string_view name : without) {
    if (type.name.name == name) return false;
  }
  return true;
}

}  // namespace migc::postgres
