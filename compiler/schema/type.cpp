#include "compiler/schema/type.h"

#include <algorithm>
#include <array>

#include "compiler/schema/word.h"

namespace migc {
namespace {

struct BuiltinName {
  std::string_view name;
  TypeKind kind;
};

/// The canonical name of a kind stands before its aliases.
constexpr std::array portable_names = {
    BuiltinName{"bool", TypeKind::boolean},
    BuiltinName{"boolean", TypeKind::boolean},
    BuiltinName{"smallint", TypeKind::smallint},
    BuiltinName{"int2", TypeKind::smallint},
    BuiltinName{"int", TypeKind::integer},
    BuiltinName{"integer", TypeKind::integer},
    BuiltinName{"int4", TypeKind::integer},
    BuiltinName{"bigint", TypeKind::bigint},
    BuiltinName{"int8", TypeKind::bigint},
    BuiltinName{"decimal", TypeKind::decimal},
    BuiltinName{"numeric", TypeKind::decimal},
    BuiltinName{"dec", TypeKind::decimal},
    BuiltinName{"real", TypeKind::real},
    BuiltinName{"float4", TypeKind::real},
    BuiltinName{"double", TypeKind::double_precision},
    BuiltinName{"double precision", TypeKind::double_precision},
    BuiltinName{"float8", TypeKind::double_precision},
    BuiltinName{"float", TypeKind::double_precision},
    BuiltinName{"text", TypeKind::text},
    BuiltinName{"varchar", TypeKind::varchar},
    BuiltinName{"character varying", TypeKind::varchar},
    BuiltinName{"char varying", TypeKind::varchar},
    BuiltinName{"char", TypeKind::character},
    BuiltinName{"character", TypeKind::character},
    BuiltinName{"bpchar", TypeKind::character},
    BuiltinName{"citext", TypeKind::citext},
    BuiltinName{"bytes", TypeKind::bytes},
    BuiltinName{"bytea", TypeKind::bytes},
    BuiltinName{"uuid", TypeKind::uuid},
    BuiltinName{"json", TypeKind::json},
    BuiltinName{"jsonb", TypeKind::jsonb},
    BuiltinName{"date", TypeKind::date},
    BuiltinName{"time", TypeKind::time},
    BuiltinName{"time without time zone", TypeKind::time},
    BuiltinName{"timetz", TypeKind::timetz},
    BuiltinName{"time with time zone", TypeKind::timetz},
    BuiltinName{"timestamp", TypeKind::timestamp},
    BuiltinName{"timestamp without time zone", TypeKind::timestamp},
    BuiltinName{"timestamptz", TypeKind::timestamptz},
    BuiltinName{"timestamp with time zone", TypeKind::timestamptz},
    BuiltinName{"interval", TypeKind::interval},
};

struct PostgresName {
  std::string_view name;
  TypeFamily family = TypeFamily::unknown;
};

/// What only PostgreSQL has, those of its own extensions included (hstore, ltree …).
constexpr std::array postgres_names = {
    PostgresName{"inet"},
    PostgresName{"cidr"},
    PostgresName{"macaddr"},
    PostgresName{"macaddr8"},
    PostgresName{"tsvector"},
    PostgresName{"tsquery"},
    PostgresName{"xml"},
    PostgresName{"money"},
    PostgresName{"bit"},
    PostgresName{"varbit"},
    PostgresName{"int4range"},
    PostgresName{"int8range"},
    PostgresName{"numrange"},
    PostgresName{"tsrange"},
    PostgresName{"tstzrange"},
    PostgresName{"daterange"},
    PostgresName{"int4multirange"},
    PostgresName{"int8multirange"},
    PostgresName{"nummultirange"},
    PostgresName{"tsmultirange"},
    PostgresName{"tstzmultirange"},
    PostgresName{"datemultirange"},
    PostgresName{"point"},
    PostgresName{"line"},
    PostgresName{"lseg"},
    PostgresName{"box"},
    PostgresName{"path"},
    PostgresName{"polygon"},
    PostgresName{"circle"},
    PostgresName{"oid", TypeFamily::number},
    PostgresName{"name", TypeFamily::text},
    PostgresName{"regclass"},
    PostgresName{"regconfig"},
    PostgresName{"regnamespace"},
    PostgresName{"regproc"},
    PostgresName{"regprocedure"},
    PostgresName{"regrole"},
    PostgresName{"regtype"},
    PostgresName{"jsonpath"},
    PostgresName{"pg_lsn"},
    PostgresName{"pg_snapshot"},
    PostgresName{"xid"},
    PostgresName{"xid8"},
    PostgresName{"tid"},
    PostgresName{"hstore"},
    PostgresName{"ltree"},
    PostgresName{"lquery"},
    PostgresName{"ltxtquery"},
    PostgresName{"cube"},
    PostgresName{"geometry"},
    PostgresName{"geography"},
    PostgresName{"vector"},
};

std::string_view canonical_name(TypeKind kind) {
  for (const BuiltinName& builtin : portable_names) {
    if (builtin.kind == kind) return builtin.name;
  }
  return {};
}

std::string spell_user_type(const ObjectName& name) {
  if (!name.schema.empty()) return spell_name(name.schema) + "." + spell_name(name.name);
  // Without quotes the name would mean the built-in type.
  return find_builtin_type(name.name) ? spell_quoted(name.name) : spell_name(name.name);
}

}  // namespace

std::string ObjectName::display() const { return schema.empty() ? name : schema + "." + name; }

const NativeText* Type::native_for(std::string_view dialect) const {
  for (const NativeText& text : native) {
    if (text.dialect == dialect || text.dialect.empty()) return &text;
  }
  return nullptr;
}

TypeFamily family(const Type& type) {
  if (type.kind == TypeKind::native) return TypeFamily::unknown;
  if (type.dimensions > 0) return TypeFamily::array;
  switch (type.kind) {
    case TypeKind::boolean:
      return TypeFamily::boolean;
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::decimal:
    case TypeKind::real:
    case TypeKind::double_precision:
      return TypeFamily::number;
    case TypeKind::text:
    case TypeKind::varchar:
    case TypeKind::character:
    case TypeKind::citext:
      return TypeFamily::text;
    case TypeKind::bytes:
      return TypeFamily::bytes;
    case TypeKind::uuid:
      return TypeFamily::uuid;
    case TypeKind::json:
    case TypeKind::jsonb:
      return TypeFamily::json;
    case TypeKind::date:
    case TypeKind::time:
    case TypeKind::timetz:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
      return TypeFamily::date_time;
    case TypeKind::interval:
      return TypeFamily::interval;
    case TypeKind::user:
      return TypeFamily::user;
    case TypeKind::postgres:
      for (const PostgresName& builtin : postgres_names) {
        if (builtin.name == type.name.name) return builtin.family;
      }
      return TypeFamily::unknown;
    case TypeKind::native:
      break;
  }
  return TypeFamily::unknown;
}

std::string to_string(const Type& type) {
  std::string out;
  if (type.kind == TypeKind::user) {
    out = spell_user_type(type.name);
  } else if (type.kind == TypeKind::postgres) {
    out = type.name.name;
  } else if (type.kind != TypeKind::native) {
    out = canonical_name(type.kind);
  }
  if (type.length) {
    out += "(" + std::to_string(*type.length);
    if (type.scale) out += ", " + std::to_string(*type.scale);
    out += ")";
  }
  for (int dimension = 0; dimension < type.dimensions; ++dimension) out += "[]";
  for (const NativeText& text : type.native) {
    if (!out.empty()) out += " ";
    if (!text.dialect.empty()) out += spell_name(text.dialect) + " ";
    out += spell_raw(text.text);
  }
  return out;
}

std::optional<Type> find_builtin_type(std::string_view name) {
  for (const BuiltinName& builtin : portable_names) {
    if (builtin.name == name)
      return Type{
          .kind = builtin.kind, .length = {}, .scale = {}, .name = {}, .native = {}, .origin = {}};
  }
  const std::string_view wanted = name == "bit varying" ? "varbit" : name;
  for (const PostgresName& builtin : postgres_names) {
    if (builtin.name == wanted) {
      return Type{.kind = TypeKind::postgres,
                  .length = {},
                  .scale = {},
                  .name = {.schema = {}, .name = std::string(wanted)},
                  .native = {},
                  .origin = {}};
    }
  }
  return std::nullopt;
}

std::vector<std::string_view> builtin_type_names() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < portable_names.size(); ++i) {
    if (i == 0 || portable_names[i].kind != portable_names[i - 1].kind)
      names.push_back(portable_names[i].name);
  }
  for (const PostgresName& builtin : postgres_names) names.push_back(builtin.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace migc
