#include "compiler/dialect/postgres/conversion.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "compiler/dialect/postgres/casts.h"
#include "compiler/dialect/postgres/locks.h"
#include "compiler/dialect/postgres/spelling.h"
#include "compiler/ops/conversion.h"

namespace migc::postgres {
namespace {

bool is_varying(TypeKind kind) { return kind == TypeKind::text || kind == TypeKind::varchar; }
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

/// Four bytes that are the same for all of these: int too is read as an oid.
bool is_oid_sized(const Type& type) {
  return type.kind == TypeKind::integer || named(type, "oid") ||
         (type.kind == TypeKind::postgres && type.name.name.starts_with("reg"));
}

constexpr int default_fraction =
    6;  // digits of a second that PostgreSQL keeps when no precision is given

int fraction(const Type& type) { return type.length.value_or(default_fraction); }

/// Holds every number, to its last digit.
Type any_decimal() {
  Type type;
  type.kind = TypeKind::decimal;
  return type;
}

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

bool is_bits(const Type& type) { return named(type, "bit") || named(type, "varbit"); }

/// How many bits the type holds: bit without a length is bit(1), varbit has no limit.
std::optional<int> room_of(const Type& bits) {
  return named(bits, "bit") ? bits.length.value_or(1) : bits.length;
}

/// Of a string of bits of any length.
std::string bits_misfit(const Type& to, const std::string& c) {
  const std::optional<int> room = room_of(to);
  if (!room) return {};
  return fmt::format("length({}) {} {}", c, named(to, "bit") ? "<>" : ">", *room);
}

/// A longer bit(n) has zeros behind those that it had, a shorter one loses its last bits.
bool resizes_bits(const Type& from, const Type& to) {
  return named(from, "bit") && named(to, "bit") && room_of(from) != room_of(to);
}

std::string string_misfit(const Type& from, const Type& to, const std::string& c) {
  if (!to.length && to.kind != TypeKind::character) return {};
  const int room = to.length.value_or(1);  // char without a length is char(1)
  const bool text = is_string(from.kind) && from.dimensions == 0;
  if (text && from.kind != TypeKind::citext && from.length && *from.length <= room) return {};
  return fmt::format("char_length({}) > {}", text ? c : c + "::text", room);
}

/// `misfit` of values that can be read at all: the others are misfits anyway, but null is none.
std::string if_read(const std::string& c, const std::string& readable, const std::string& misfit) {
  if (misfit.empty()) return fmt::format("NOT ({})", readable);
  return fmt::format("CASE WHEN {} THEN {} ELSE {} IS NOT NULL END", readable, misfit, c);
}

/// Holds for texts that the target's input function takes. Patterns stand in where the server
/// cannot be asked (before 16); empty: unknown.
std::string readable_as(const Type& to, const std::string& text, const Schema& schema,
                        Version server) {
  if (has(server, Feature::input_is_valid))
    return fmt::format("pg_input_is_valid({}, {})", text, quote_literal(type_text(to, schema)));
  if (to.dimensions > 0) return {};
  if (is_integer(to.kind)) return fmt::format(R"({} ~ '^\s*[-+]?[0-9]+\s*$')", text);
  if (is_number(to.kind)) {
    return fmt::format(
        R"({} ~* '^\s*([-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?|nan|[-+]?inf(inity)?)\s*$')",
        text);
  }
  if (to.kind == TypeKind::uuid)
    return fmt::format(R"({} ~* '^\{{?([0-9a-f]{{4}}-?){{7}}[0-9a-f]{{4}}\}}?$')", text);
  if (to.kind == TypeKind::boolean) {
    return fmt::format(
        R"({} ~* '^\s*(t|tr|tru|true|y|ye|yes|on|1|f|fa|fal|fals|false|n|no|of|off|0)\s*$')", text);
  }
  if (is_bits(to)) return fmt::format("{} ~* '^(b?[01]*|x[0-9a-f]*)$'", text);
  return {};
}

/// Text that the target refuses, or would keep a part of.
std::string input_misfit(const Type& to, const std::string& c, const Schema& schema,
                         Version server) {
  const std::string text = c + "::text";
  const std::string readable = readable_as(to, text, schema, server);
  if (readable.empty()) return {};
  if (to.dimensions > 0) return if_read(c, readable, {});
  // The server was asked about the range too; not about digits that would be rounded away.
  if (is_integer(to.kind) && !has(server, Feature::input_is_valid))
    return if_read(c, readable, integer_misfit(to, to.kind, "(" + text + "::numeric)"));
  if (to.kind == TypeKind::decimal && to.length)
    return if_read(c, readable, decimal_misfit(any_decimal(), to, "(" + text + "::numeric)"));
  if (is_bits(to)) return if_read(c, readable, bits_misfit(to, "(" + text + "::varbit)"));
  return if_read(c, readable, {});
}

std::string label_misfit(const Type& to, const std::string& c, const Schema& schema) {
  const Enum* target = schema.find_enum(to.name);
  if (target == nullptr) return {};
  std::string labels;
  for (const std::string& value : target->values)
    labels += (labels.empty() ? "" : ", ") + quote_literal(value);
  return fmt::format("{}::text <> ALL (ARRAY[{}]::text[])", c, labels);
}

/// Values that are not the same after the way there and back.
std::string changed_by(const Type& from, const Type& to, const std::string& c,
                       const Schema& schema) {
  return fmt::format("{} <> {}::{}::{}", c, c, type_text(to, schema), type_text(from, schema));
}

std::string moment_misfit(const Type& from, const Type& to, const std::string& c,
                          const Schema& schema) {
  // The server compares the days that are lost as 24 hours each.
  if (from.kind == TypeKind::interval && to.kind == TypeKind::time)
    return changed_by(from, to, c, schema);
  const bool cuts_fraction =
      from.kind == to.kind && has_fraction(to.kind) && fraction(to) < fraction(from);
  const bool cuts_time = to.kind == TypeKind::date &&
                         (from.kind == TypeKind::timestamp || from.kind == TypeKind::timestamptz);
  return cuts_fraction || cuts_time ? fmt::format("{} <> {}::{}", c, c, type_text(to, schema))
                                    : std::string();
}

/// The casts of jsonb want a number or a boolean, and nothing else.
std::string json_misfit(const Type& to, const std::string& c) {
  if (to.kind == TypeKind::boolean) return fmt::format("jsonb_typeof({}) <> 'boolean'", c);
  if (!is_number(to.kind)) return {};
  return if_read(c, fmt::format("jsonb_typeof({}) = 'number'", c),
                 number_misfit(any_decimal(), to, "(" + c + "::numeric)"));
}

/// An integer's last bits are taken, with its sign before them.
std::string integer_bits_misfit(const Type& from, const Type& to, const std::string& c) {
  constexpr int int_bits = 32;
  constexpr int bigint_bits = 64;
  const int bits = from.kind == TypeKind::bigint ? bigint_bits : int_bits;
  const int room = *room_of(to);
  if (room >= bits) return {};
  return fmt::format("{} NOT BETWEEN 0 AND {}", c, (std::uint64_t{1} << room) - 1);
}

/// Of the types that only PostgreSQL has.
std::string own_misfit(const Type& from, const Type& to, const std::string& c,
                       const Schema& schema) {
  if (resizes_bits(from, to)) {
    return *room_of(from) > *room_of(to) ? changed_by(from, to, c, schema) : std::string();
  }
  if (is_bits(from) && is_bits(to)) {
    const std::optional<int> most = room_of(from);
    const bool fits = named(to, "varbit") && most && to.length && *most <= *to.length;
    return fits || from == to ? std::string() : bits_misfit(to, c);
  }
  if (is_integer(from.kind) && is_bits(to)) return integer_bits_misfit(from, to, c);
  if (named(from, "inet") && named(to, "cidr")) return changed_by(from, to, c, schema);
  if (named(from, "macaddr8") && named(to, "macaddr"))
    return fmt::format("{}::text !~ '^.{{9}}ff:fe:'", c);
  if (is_number(from.kind) && named(to, "money"))
    return fmt::format("{0}::numeric <> {0}::numeric::money::numeric", c);
  if (from.kind == TypeKind::bigint && named(to, "oid"))
    return fmt::format("{} NOT BETWEEN 0 AND 4294967295", c);
  if (named(from, "money") && is_number(to.kind))
    return number_misfit(any_decimal(), to, "(" + c + "::numeric)");
  return {};
}

/// Casts that fail on every value.
bool never_fits(const Type& from, const Type& to) {
  constexpr int int_bits = 32;
  constexpr int bigint_bits = 64;
  if (!named(from, "bit") || !is_integer(to.kind)) return false;
  return *room_of(from) > (to.kind == TypeKind::bigint ? bigint_bits : int_bits);
}

/// The two steps between types that have no cast, where only one thing can be meant: through int to
/// a boolean and back, through numeric to money and back, and a number or boolean as JSON. Empty:
/// none.
std::string in_two_steps(const Type& from, const Type& to, const std::string& c,
                         const Schema& schema) {
  if (from.dimensions > 0 || to.dimensions > 0) return {};
  const std::string target = type_text(to, schema);
  const bool from_number = is_number(from.kind);
  const bool to_number = is_number(to.kind);
  const bool from_boolean = from.kind == TypeKind::boolean;
  const bool to_boolean = to.kind == TypeKind::boolean;
  if ((from_boolean && to_number) || (from_number && to_boolean))
    return fmt::format("{}::integer::{}", c, target);
  if ((named(from, "money") && to_number) || (from_number && named(to, "money")))
    return fmt::format("{}::numeric::{}", c, target);
  if (from_number || from_boolean) {
    if (to.kind == TypeKind::jsonb) return fmt::format("to_jsonb({})", c);
    if (to.kind == TypeKind::json) return fmt::format("to_json({})", c);
  }
  if (from.kind == TypeKind::json && (to_number || to_boolean))
    return fmt::format("{}::jsonb::{}", c, target);
  return {};
}

/// `value::type`. Between two enums only the labels are common; and what fills a char(n) with
/// blanks is no part of its value, but another type would read it.
std::string spelled_cast(const Type& from, const Type& to, const std::string& c,
                         const Schema& schema) {
  const bool through_text = (from.kind == TypeKind::user && to.kind == TypeKind::user) ||
                            from.kind == TypeKind::character;
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
  if (named(from, "bit") && named(to, "varbit")) return !to.length;
  if (is_oid_sized(from) && is_oid_sized(to)) return true;
  return named(from, "xml") && is_varying(to.kind) && !to.length;
}

bool keeps_indexes(const Type& from, const Type& to) {
  if (!keeps_rows(from, to)) return false;
  if (is_varying(from.kind) && is_varying(to.kind)) return true;
  if (from.kind == TypeKind::postgres && to.kind == TypeKind::postgres)
    return from.name == to.name || named(to, "inet") || is_oid_sized(from);
  return from.kind == to.kind;
}

namespace {

/// Whether a domain, or one below it, refuses values.
bool refuses_values(const Type& type, const Schema& schema) {
  const Domain* domain = type.kind == TypeKind::user ? schema.find_domain(type.name) : nullptr;
  return domain != nullptr &&
         (domain->not_null || !domain->checks.empty() || refuses_values(domain->type, schema));
}

/// Whether two types have a common text: composite types only when the same attributes stand in the
/// same order, for nothing in the text says which is which.
bool agree_in_text(const Type& from, const Type& to, const Schema& schema) {
  const auto names = [&](const Type& type) {
    std::optional<std::vector<std::string>> result;
    const Object* found = schema.find({ObjectKind::composite_type, type.name});
    if (found == nullptr) return result;
    result.emplace();
    for (const Attribute& attribute : std::get<CompositeType>(*found).attributes)
      result->push_back(attribute.name);
    return result;
  };
  return from.kind == TypeKind::user && to.kind == TypeKind::user &&
         (from.dimensions > 0) == (to.dimensions > 0) && names(from) == names(to);
}

/// `keeps_rows` for types that domains may be: arrays are written anew whatever their elements are
/// made of, and the server does not look at the length that a domain has.
bool keeps_rows_of(const Type& from, const Type& to, const Schema& schema) {
  Type before = without_domains(from, schema);
  const Type after = without_domains(to, schema);
  if (before.dimensions > 0) return keeps_rows(from, to);
  if (from.kind == TypeKind::user && before.kind != TypeKind::user)
    before.length = before.scale = std::nullopt;
  return before == after || keeps_rows(before, after);
}

std::string value_misfit(const Type& from, const Type& to, const std::string& c,
                         const Schema& schema, Version server) {
  if (is_number(from.kind) && is_number(to.kind)) return number_misfit(from, to, c);
  if (is_string(to.kind)) return string_misfit(from, to, c);
  if (to.kind == TypeKind::user) return label_misfit(to, c, schema);
  if (is_string(from.kind)) return input_misfit(to, c, schema, server);
  if (to.kind == TypeKind::boolean && is_number(from.kind)) return c + " NOT IN (0, 1)";
  if (from.kind == TypeKind::jsonb) return json_misfit(to, c);
  if (from.kind == TypeKind::json) return json_misfit(to, "(" + c + "::jsonb)");
  if (is_moment(from.kind)) return moment_misfit(from, to, c, schema);
  return own_misfit(from, to, c, schema);
}

/// Of arrays that of their elements.
std::string misfit_between(const Type& from, const Type& to, const std::string& c,
                           const Schema& schema, Version server) {
  if (from.dimensions == 0 && to.dimensions == 0) return value_misfit(from, to, c, schema, server);
  if (from.dimensions == 0) return input_misfit(to, c, schema, server);
  if (to.dimensions == 0) return string_misfit(from, to, c);
  Type element = from;
  Type wanted = to;
  element.dimensions = wanted.dimensions = 0;
  const std::string misfit = value_misfit(element, wanted, "element.value", schema, server);
  if (misfit.empty()) return {};
  return fmt::format("EXISTS (SELECT 1 FROM unnest({}) AS element (value) WHERE {})", c, misfit);
}

}  // namespace

Conversion find_conversion(const Type& from, const Type& to, const std::string& column,
                           const Schema& schema, Version server) {
  const Type before = without_domains(from, schema);
  const Type after = without_domains(to, schema);
  Conversion result;
  result.rewrites = !keeps_rows_of(from, to, schema);
  const Coercion coercion = find_coercion(from, to, schema);
  // What a type's own words mean may be more than a cast by assignment; of two types that are not
  // built in the texts may agree.
  const bool by_text = agree_in_text(before, after, schema);
  const bool both_made = before.kind == TypeKind::user && after.kind == TypeKind::user;
  if (never_fits(before, after) ||
      (both_made && !by_text && before.dimensions == after.dimensions)) {
    result.cast = Conversion::Cast::impossible;
    return result;
  }
  switch (coercion) {
    case Coercion::assignment:
      // A cast in so many words would cut what is too long; only a bit(n) takes no other length
      // without one.
      if (before.dimensions == 0 && resizes_bits(before, after)) {
        result.cast = Conversion::Cast::spelled;
        result.using_ = spelled_cast(before, to, column, schema);
      }
      break;
    case Coercion::none:
      if (std::string steps = in_two_steps(before, after, column, schema); !steps.empty()) {
        result.cast = Conversion::Cast::spelled;
        result.using_ =
            after == to ? std::move(steps) : fmt::format("({})::{}", steps, type_text(to, schema));
        break;
      }
      if (!by_text) {
        result.cast = Conversion::Cast::impossible;
        return result;
      }
      [[fallthrough]];
    case Coercion::spelled:
    case Coercion::unknown:
      if (result.rewrites) {
        result.cast = Conversion::Cast::spelled;
        result.using_ = spelled_cast(before, to, column, schema);
      }
      break;
  }
  // The server writes the rows anew to look at each of them (ATColumnChangeRequiresRewrite).
  const bool refuses = refuses_values(to, schema);
  result.rewrites = result.rewrites || refuses;
  result.in_utc = before.dimensions == 0 && is_zoned_pair(before, after);
  if (coercion != Coercion::unknown)
    result.misfit = misfit_between(before, after, column, schema, server);
  result.may_fail = refuses || !result.misfit.empty() ||
                    (result.cast == Conversion::Cast::spelled && !is_lossless(before, after)) ||
                    (result.rewrites && before.dimensions > 0 && !is_lossless(before, after));
  return result;
}

bool keeps_old_casts(const Type& from, const Type& to) {
  return from.kind != to.kind && !(is_integer(from.kind) && is_integer(to.kind));
}

bool has_equality(const Type& type) {
  if (type.native_for("postgres") != nullptr || type.kind == TypeKind::native) return false;
  if (type.kind == TypeKind::json) return false;
  if (type.kind != TypeKind::postgres) return true;
  constexpr std::array<std::string_view, 12> without = {
      "xml",     "point",  "line",     "lseg",        "box",    "path",
      "polygon", "circle", "jsonpath", "pg_snapshot", "lquery", "ltxtquery"};
  for (const std::string_view name : without) {
    if (type.name.name == name) return false;
  }
  return true;
}

}  // namespace migc::postgres
