#include "compiler/dialect/postgres/spelling.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace migc::postgres {
namespace {

// Key words that are not free as names, versions 13 to 18 (src/include/parser/kwlist.h:
// RESERVED_KEYWORD and TYPE_FUNC_NAME_KEYWORD). Sorted.
constexpr std::array<std::string_view, 101> reserved = {"all",
                                                        "analyse",
                                                        "analyze",
                                                        "and",
                                                        "any",
                                                        "array",
                                                        "as",
                                                        "asc",
                                                        "asymmetric",
                                                        "authorization",
                                                        "binary",
                                                        "both",
                                                        "case",
                                                        "cast",
                                                        "check",
                                                        "collate",
                                                        "collation",
                                                        "column",
                                                        "concurrently",
                                                        "constraint",
                                                        "create",
                                                        "cross",
                                                        "current_catalog",
                                                        "current_date",
                                                        "current_role",
                                                        "current_schema",
                                                        "current_time",
                                                        "current_timestamp",
                                                        "current_user",
                                                        "default",
                                                        "deferrable",
                                                        "desc",
                                                        "distinct",
                                                        "do",
                                                        "else",
                                                        "end",
                                                        "except",
                                                        "false",
                                                        "fetch",
                                                        "for",
                                                        "foreign",
                                                        "freeze",
                                                        "from",
                                                        "full",
                                                        "grant",
                                                        "group",
                                                        "having",
                                                        "ilike",
                                                        "in",
                                                        "initially",
                                                        "inner",
                                                        "intersect",
                                                        "into",
                                                        "is",
                                                        "isnull",
                                                        "join",
                                                        "lateral",
                                                        "leading",
                                                        "left",
                                                        "like",
                                                        "limit",
                                                        "localtime",
                                                        "localtimestamp",
                                                        "natural",
                                                        "not",
                                                        "notnull",
                                                        "null",
                                                        "offset",
                                                        "on",
                                                        "only",
                                                        "or",
                                                        "order",
                                                        "outer",
                                                        "overlaps",
                                                        "placing",
                                                        "primary",
                                                        "references",
                                                        "returning",
                                                        "right",
                                                        "select",
                                                        "session_user",
                                                        "similar",
                                                        "some",
                                                        "symmetric",
                                                        "system_user",
                                                        "table",
                                                        "tablesample",
                                                        "then",
                                                        "to",
                                                        "trailing",
                                                        "true",
                                                        "union",
                                                        "unique",
                                                        "user",
                                                        "using",
                                                        "variadic",
                                                        "verbose",
                                                        "when",
                                                        "where",
                                                        "window",
                                                        "with"};

// Free as names of columns and tables, but taken where a type or a function is named
// (COL_NAME_KEYWORD). Sorted.
constexpr std::array<std::string_view, 63> not_a_type = {
    "between",       "bigint",         "bit",           "boolean",        "char",
    "character",     "coalesce",       "dec",           "decimal",        "exists",
    "extract",       "float",          "greatest",      "grouping",       "inout",
    "int",           "integer",        "interval",      "json",           "json_array",
    "json_arrayagg", "json_exists",    "json_object",   "json_objectagg", "json_query",
    "json_scalar",   "json_serialize", "json_table",    "json_value",     "least",
    "merge_action",  "national",       "nchar",         "none",           "normalize",
    "nullif",        "numeric",        "out",           "overlay",        "position",
    "precision",     "real",           "row",           "setof",          "smallint",
    "substring",     "time",           "timestamp",     "treat",          "trim",
    "values",        "varchar",        "xmlattributes", "xmlconcat",      "xmlelement",
    "xmlexists",     "xmlforest",      "xmlnamespaces", "xmlparse",       "xmlpi",
    "xmlroot",       "xmlserialize",   "xmltable"};

bool is_reserved(std::string_view word) {
  return std::binary_search(reserved.begin(), reserved.end(), word);
}

std::string with_length(std::string_view name, const Type& type) {
  return type.length ? fmt::format("{}({})", name, *type.length) : std::string(name);
}

std::string decimal_text(const Type& type) {
  if (!type.length) return "numeric";
  return type.scale ? fmt::format("numeric({}, {})", *type.length, *type.scale)
                    : fmt::format("numeric({})", *type.length);
}

std::string user_text(const Type& type) {
  const bool taken = std::binary_search(not_a_type.begin(), not_a_type.end(), type.name.name);
  std::string name =
      taken ? '"' + type.name.name + '"' : quote_identifier(type.name.name, spelling());
  if (type.name.schema.empty()) return name;
  return quote_identifier(type.name.schema, spelling()) + '.' + name;
}

std::string postgres_text(const Type& type) {
  std::string name = type.name.name;
  if (!type.name.schema.empty()) name = quote_identifier(type.name.schema, spelling()) + '.' + name;
  return with_length(name, type);
}

std::string element_text(const Type& type) {
  switch (type.kind) {
    case TypeKind::boolean:
      return "boolean";
    case TypeKind::smallint:
      return "smallint";
    case TypeKind::integer:
      return "integer";
    case TypeKind::bigint:
      return "bigint";
    case TypeKind::decimal:
      return decimal_text(type);
    case TypeKind::real:
      return "real";
    case TypeKind::double_precision:
      return "double precision";
    case TypeKind::text:
      return "text";
    case TypeKind::varchar:
      return with_length("varchar", type);
    case TypeKind::character:
      return with_length("char", type);
    case TypeKind::citext:
      return "citext";
    case TypeKind::bytes:
      return "bytea";
    case TypeKind::uuid:
      return "uuid";
    case TypeKind::json:
      return "json";
    case TypeKind::jsonb:
      return "jsonb";
    case TypeKind::date:
      return "date";
    case TypeKind::time:
      return with_length("time", type);
    case TypeKind::timetz:
      return with_length("timetz", type);
    case TypeKind::timestamp:
      return with_length("timestamp", type);
    case TypeKind::timestamptz:
      return with_length("timestamptz", type);
    case TypeKind::interval:
      return with_length("interval", type);
    case TypeKind::user:
      return user_text(type);
    case TypeKind::postgres:
      return postgres_text(type);
    case TypeKind::native:
      return "text";  // has no text for PostgreSQL; reported before anything is written
  }
  return {};
}

bool write_expression(SqlWriter& writer, const Expression& expression) {
  if (expression.kind == ExpressionKind::cast) {
    writer.atom(expression.operands[0]).raw("::").type(*expression.type);
    return true;
  }
  const bool extracts = expression.kind == ExpressionKind::call && expression.text == "extract" &&
                        expression.qualifier.empty() && expression.operands.size() == 2 &&
                        expression.operands[0].kind == ExpressionKind::string;
  if (!extracts) return false;
  // The field may be a string as well (manual, 9.9.1), but a word reads better.
  const std::string& field = expression.operands[0].text;
  const bool word =
      std::all_of(field.begin(), field.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  writer.raw("extract(").raw(word ? field : quote_literal(field)).raw(" FROM ");
  writer.expression(expression.operands[1]).raw(")");
  return true;
}

}  // namespace

std::string type_text(const Type& type, const Schema& /*schema*/) {
  if (const NativeText* native = type.native_for("postgres")) return native->text;
  std::string text = element_text(type);
  for (int i = 0; i < type.dimensions; ++i) text += "[]";
  return text;
}

const Spelling& spelling() {
  static constexpr Spelling instance = {.dialect = "postgres",
                                        .is_reserved = is_reserved,
                                        .type = type_text,
                                        .expression = write_expression};
  return instance;
}

std::string derived_name(std::string_view base, std::string_view suffix) {
  const std::size_t room = identifier_bytes - suffix.size();
  if (base.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && (static_cast<unsigned char>(base[cut]) & 0xC0U) == 0x80U) --cut;
    base = base.substr(0, cut);
  }
  return std::string(base) + std::string(suffix);
}

}  // namespace migc::postgres
