#include "compiler/dialect/sqlite/types.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "compiler/dialect/sql_writer.h"

namespace migc::sqlite {
namespace {

std::string integer_condition(std::string_view operand, std::string_view range) {
  // typeof first: text and reals that no affinity could turn into an integer would compare as
  // larger than any number.
  return fmt::format("typeof({0}) IN ('integer', 'null') AND {0} {1}", operand, range);
}

constexpr std::string_view smallint_range = "BETWEEN -32768 AND 32767";
constexpr std::string_view int_range = "BETWEEN -2147483648 AND 2147483647";

std::string decimal_condition(const Type& type, std::string_view operand) {
  std::string condition = fmt::format("typeof({}) IN ('integer', 'real', 'null')", operand);
  if (type.length)
    condition += fmt::format(" AND abs({}) < 1e{}", operand, *type.length - type.scale.value_or(0));
  return condition;
}

std::string length_condition(const Type& type, std::string_view operand) {
  // A bare char is char(1); a bare varchar has no limit.
  const std::optional<int> length =
      type.kind == TypeKind::character ? type.length.value_or(1) : type.length;
  return length ? fmt::format("length({}) <= {}", operand, *length) : std::string();
}

std::string enum_condition(const Enum& enumeration, std::string_view operand) {
  std::string values;
  for (const std::string& value : enumeration.values) {
    if (!values.empty()) values += ", ";
    values += quote_literal(value);
  }
  return fmt::format("{} IN ({})", operand, values);
}

}  // namespace

const Enum* enum_of(const Type& type, const Schema& schema) {
  if (type.kind != TypeKind::user || type.dimensions != 0 || type.native_for("sqlite") != nullptr)
    return nullptr;
  return schema.find_enum(type.name);
}

bool has_type(const Type& type, const Schema& schema) {
  if (type.native_for("sqlite") != nullptr) return true;
  if (type.dimensions != 0) return false;
  switch (type.kind) {
    case TypeKind::boolean:
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
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
      return true;
    case TypeKind::user:
      return schema.find_enum(type.name) != nullptr;
    case TypeKind::postgres:
    case TypeKind::native:
      return false;
  }
  return false;
}

std::string declared_type(const Type& type, const Schema& schema) {
  if (const NativeText* native = type.native_for("sqlite")) return native->text;
  if (!has_type(type, schema)) return "BLOB";
  switch (type.kind) {
    case TypeKind::boolean:
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
      return "INTEGER";
    case TypeKind::decimal:
      return "NUMERIC";
    case TypeKind::real:
    case TypeKind::double_precision:
      return "REAL";
    case TypeKind::bytes:
    case TypeKind::postgres:
    case TypeKind::native:
      return "BLOB";
    case TypeKind::text:
    case TypeKind::varchar:
    case TypeKind::character:
    case TypeKind::citext:
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
      return "TEXT";
  }
  return "BLOB";
}

std::string type_condition(const Type& type, std::string_view operand, const Schema& schema) {
  if (type.native_for("sqlite") != nullptr || !has_type(type, schema)) return {};
  switch (type.kind) {
    case TypeKind::boolean:
      return fmt::format("{} IN (0, 1)", operand);
    case TypeKind::smallint:
      return integer_condition(operand, smallint_range);
    case TypeKind::integer:
      return integer_condition(operand, int_range);
    case TypeKind::decimal:
      return decimal_condition(type, operand);
    case TypeKind::varchar:
    case TypeKind::character:
      return length_condition(type, operand);
    case TypeKind::uuid:
      // Applications write both forms: 32 digits, and 8-4-4-4-12.
      return fmt::format(
          "length(replace({0}, '-', '')) = 32 AND replace({0}, '-', '') NOT GLOB '*[^0-9a-fA-F]*'",
          operand);
    case TypeKind::json:
    case TypeKind::jsonb:
      // json_valid(NULL) is 0 before SQLite 3.45 and NULL since.
      return fmt::format("{0} IS NULL OR json_valid({0})", operand);
    case TypeKind::user:
      return enum_condition(*schema.find_enum(type.name), operand);
    case TypeKind::bigint:
    case TypeKind::real:
    case TypeKind::double_precision:
    case TypeKind::text:
    case TypeKind::citext:
    case TypeKind::bytes:
    case TypeKind::date:
    case TypeKind::time:
    case TypeKind::timetz:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
    case TypeKind::interval:
    case TypeKind::postgres:
    case TypeKind::native:
      return {};
  }
  return {};
}

std::string rowid_condition(const Type& type, std::string_view operand) {
  if (type.native_for("sqlite") != nullptr) return {};
  if (type.kind == TypeKind::smallint) return fmt::format("{} {}", operand, smallint_range);
  if (type.kind == TypeKind::integer) return fmt::format("{} {}", operand, int_range);
  if (type.kind == TypeKind::boolean) return fmt::format("{} IN (0, 1)", operand);
  return {};
}

std::string_view type_collation(const Type& type) {
  return type.kind == TypeKind::citext && type.native_for("sqlite") == nullptr ? "NOCASE" : "";
}

bool is_strict_type(std::string_view declared) {
  constexpr std::array<std::string_view, 6> allowed = {"INT",  "INTEGER", "REAL",
                                                       "TEXT", "BLOB",    "ANY"};
  const std::string upper = to_upper(declared);
  return std::find(allowed.begin(), allowed.end(), upper) != allowed.end();
}

}  // namespace migc::sqlite
