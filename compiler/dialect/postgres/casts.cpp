#include "compiler/dialect/postgres/casts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/base/text.h"
#include "compiler/ops/conversion.h"

namespace migc::postgres {
namespace {

struct Entry {
  std::string_view from;
  std::string_view to;
  Coercion coercion;
};

constexpr Coercion spelled = Coercion::spelled;
constexpr Coercion assignment = Coercion::assignment;

/// pg_cast without what is a rule below: numbers among each other, texts, and the types that stand
/// for an oid.
constexpr auto entries = std::to_array<Entry>({
    {"bool", "int", spelled},
    {"int", "bool", spelled},
    {"int", "money", assignment},
    {"bigint", "money", assignment},
    {"decimal", "money", assignment},
    {"money", "decimal", assignment},
    {"int", "bit", spelled},
    {"bigint", "bit", spelled},
    {"bit", "int", spelled},
    {"bit", "bigint", spelled},
    {"bit", "varbit", assignment},
    {"varbit", "bit", assignment},
    {"json", "jsonb", assignment},
    {"jsonb", "json", assignment},
    {"jsonb", "bool", spelled},
    {"jsonb", "smallint", spelled},
    {"jsonb", "int", spelled},
    {"jsonb", "bigint", spelled},
    {"jsonb", "decimal", spelled},
    {"jsonb", "real", spelled},
    {"jsonb", "double", spelled},
    {"hstore", "json", spelled},
    {"hstore", "jsonb", spelled},
    {"date", "timestamp", assignment},
    {"date", "timestamptz", assignment},
    {"timestamp", "date", assignment},
    {"timestamp", "time", assignment},
    {"timestamp", "timestamptz", assignment},
    {"timestamptz", "date", assignment},
    {"timestamptz", "time", assignment},
    {"timestamptz", "timetz", assignment},
    {"timestamptz", "timestamp", assignment},
    {"time", "interval", assignment},
    {"time", "timetz", assignment},
    {"timetz", "time", assignment},
    {"interval", "time", assignment},
    {"text", "regclass", assignment},
    {"varchar", "regclass", assignment},
    {"inet", "cidr", assignment},
    {"cidr", "inet", assignment},
    {"macaddr", "macaddr8", assignment},
    {"macaddr8", "macaddr", assignment},
    {"xid8", "xid", spelled},
    {"int4range", "int4multirange", spelled},
    {"int8range", "int8multirange", spelled},
    {"numrange", "nummultirange", spelled},
    {"tsrange", "tsmultirange", spelled},
    {"tstzrange", "tstzmultirange", spelled},
    {"daterange", "datemultirange", spelled},
    {"box", "circle", spelled},
    {"box", "lseg", spelled},
    {"box", "point", spelled},
    {"box", "polygon", assignment},
    {"circle", "box", spelled},
    {"circle", "point", spelled},
    {"circle", "polygon", spelled},
    {"lseg", "point", spelled},
    {"path", "polygon", assignment},
    {"point", "box", assignment},
    {"polygon", "box", spelled},
    {"polygon", "circle", spelled},
    {"polygon", "path", assignment},
    {"polygon", "point", spelled},
});

bool named(const Type& type, std::string_view name) {
  return type.kind == TypeKind::postgres && type.name.name == name;
}

/// Of the category S, which the rules for texts ask for.
bool is_string(const Type& type) {
  return type.kind == TypeKind::text || type.kind == TypeKind::varchar ||
         type.kind == TypeKind::character || type.kind == TypeKind::citext || named(type, "name");
}

/// An oid by another name: regclass, regtype …
bool stands_for_oid(const Type& type) {
  return type.kind == TypeKind::postgres && type.name.name.starts_with("reg");
}

/// `regproc` and `regprocedure` alone have a cast between them.
bool are_routines(const Type& from, const Type& to) {
  return from.name.name.starts_with("regproc") && to.name.name.starts_with("regproc");
}

Coercion oid_cast(const Type& from, const Type& to) {
  const bool from_oid = named(from, "oid") || stands_for_oid(from);
  const bool to_oid = named(to, "oid") || stands_for_oid(to);
  if (from_oid && to_oid) {
    const bool known = named(from, "oid") || named(to, "oid") || are_routines(from, to);
    return known ? assignment : Coercion::none;
  }
  if (to_oid) return is_integer(from.kind) ? assignment : Coercion::none;
  return is_integer(to.kind) && to.kind != TypeKind::smallint ? assignment : Coercion::none;
}

/// Types whose casts are an extension's, and more than those of texts.
bool has_own_casts(const Type& type) {
  constexpr std::array<std::string_view, 3> extended = {"geometry", "geography", "vector"};
  return type.kind == TypeKind::postgres &&
         std::ranges::find(extended, type.name.name) != extended.end();
}

/// Anybody's type that the model does not have.
bool is_foreign(const Type& type, const Schema& schema) {
  return type.kind == TypeKind::user && schema.find_enum(type.name) == nullptr &&
         schema.find({ObjectKind::composite_type, type.name}) == nullptr &&
         schema.find({ObjectKind::range_type, type.name}) == nullptr;
}

bool is_unknown(const Type& type, const Schema& schema) {
  return type.kind == TypeKind::native || type.native_for("postgres") != nullptr ||
         has_own_casts(type) || is_foreign(type, schema);
}

std::string bare_name(const Type& type) {
  Type bare;
  bare.kind = type.kind;
  bare.name = type.name;
  return to_string(bare);
}

bool is_same(const Type& from, const Type& to) {
  return from.kind == to.kind && from.dimensions == 0 && to.dimensions == 0 && from.name == to.name;
}

Coercion element_cast(const Type& from, const Type& to) {
  if (is_same(from, to) || (is_number(from.kind) && is_number(to.kind))) return assignment;
  if (named(from, "oid") || named(to, "oid") || stands_for_oid(from) || stands_for_oid(to)) {
    const Coercion found = oid_cast(from, to);
    if (found != Coercion::none) return found;
  }
  if (from.kind != TypeKind::user && to.kind != TypeKind::user) {
    const std::string from_name = bare_name(from);
    const std::string to_name = bare_name(to);
    const auto* found = std::ranges::find_if(entries, [&](const Entry& entry) {
      return entry.from == from_name && entry.to == to_name;
    });
    if (found != entries.end()) return found->coercion;
  }
  if (is_string(to)) return assignment;
  return is_string(from) ? spelled : Coercion::none;
}

/// Text of the author's that is no more than the name of a built-in type.
const Type& plain(const Type& type, Type& store) {
  const NativeText* text = type.native_for("postgres");
  if (text == nullptr) return type;
  const std::optional<Type> found = find_builtin_type(to_lower(trim(text->text)));
  if (!found) return type;
  store = *found;
  return store;
}

}  // namespace

Type without_domains(const Type& type, const Schema& schema) {
  Type store;
  Type result = plain(type, store);
  while (result.kind == TypeKind::user && result.native_for("postgres") == nullptr) {
    const Domain* domain = schema.find_domain(result.name);
    if (domain == nullptr) break;
    // An array of a domain over arrays is none of the element type.
    if (result.dimensions > 0 && domain->type.dimensions > 0) break;
    const int dimensions = result.dimensions;
    Type below;
    Type next = plain(domain->type, below);
    next.dimensions += dimensions;
    result = std::move(next);
  }
  return result;
}

Coercion find_coercion(const Type& from, const Type& to, const Schema& schema) {
  Type source = without_domains(from, schema);
  Type target = without_domains(to, schema);
  if (is_unknown(source, schema) || is_unknown(target, schema)) return Coercion::unknown;
  if ((source.dimensions > 0) != (target.dimensions > 0)) {
    if (source.dimensions == 0 && is_string(source)) return spelled;
    if (target.dimensions == 0 && is_string(target)) return assignment;
    const bool reads_pairs = named(target, "hstore") && source.kind == TypeKind::text;
    return reads_pairs ? spelled : Coercion::none;
  }
  source.dimensions = target.dimensions = 0;
  return element_cast(source, target);
}

}  // namespace migc::postgres
