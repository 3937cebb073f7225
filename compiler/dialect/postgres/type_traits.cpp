#include "compiler/dialect/postgres/type_traits.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "compiler/base/text.h"
#include "compiler/dialect/postgres/casts.h"
#include "compiler/ops/conversion.h"

namespace migc::postgres {
namespace {

/// What types have in common as the keys of indexes.
enum class Kind {
  unknown,
  boolean,
  number,
  text,
  bpchar,
  name,
  bytes,
  bits,
  moment,
  uuid,
  json,
  jsonb,
  network,
  macaddr,
  oid,
  money,
  range,
  multirange,
  box,
  circle,
  geometric,  ///< points and polygons
  other_geometric,
  document,  ///< tsvector
  query,     ///< tsquery
  enumeration,
  array,
  xid,
  lsn,
  bare,  ///< xml, jsonpath …: hardly anything can be done with them
};

template <std::size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

Kind kind_of_own(std::string_view name) {
  constexpr std::array<std::string_view, 2> geometric = {"point", "polygon"};
  constexpr std::array<std::string_view, 3> other_geometric = {"line", "lseg", "path"};
  constexpr std::array<std::string_view, 3> bare = {"xml", "jsonpath", "pg_snapshot"};
  constexpr std::array<std::string_view, 2> macaddr = {"macaddr", "macaddr8"};
  if (name == "name") return Kind::name;
  if (name == "bit" || name == "varbit") return Kind::bits;
  if (name == "inet" || name == "cidr") return Kind::network;
  if (one_of(name, macaddr)) return Kind::macaddr;
  if (name == "oid" || name.starts_with("reg")) return Kind::oid;
  if (name == "money") return Kind::money;
  if (name.ends_with("multirange")) return Kind::multirange;
  if (name.ends_with("range")) return Kind::range;
  if (name == "box") return Kind::box;
  if (name == "circle") return Kind::circle;
  if (one_of(name, geometric)) return Kind::geometric;
  if (one_of(name, other_geometric)) return Kind::other_geometric;
  if (name == "tsvector") return Kind::document;
  if (name == "tsquery") return Kind::query;
  if (name == "xid" || name == "xid8") return Kind::xid;
  if (name == "pg_lsn") return Kind::lsn;
  return one_of(name, bare) ? Kind::bare : Kind::unknown;
}

Kind kind_of(const Type& written, const Schema& schema) {
  const Type type = without_domains(written, schema);
  if (type.native_for("postgres") != nullptr) return Kind::unknown;
  if (type.dimensions > 0) return Kind::array;
  switch (type.kind) {
    case TypeKind::boolean:
      return Kind::boolean;
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::decimal:
    case TypeKind::real:
    case TypeKind::double_precision:
      return Kind::number;
    case TypeKind::text:
    case TypeKind::varchar:
    case TypeKind::citext:
      return Kind::text;
    case TypeKind::character:
      return Kind::bpchar;
    case TypeKind::bytes:
      return Kind::bytes;
    case TypeKind::uuid:
      return Kind::uuid;
    case TypeKind::json:
      return Kind::json;
    case TypeKind::jsonb:
      return Kind::jsonb;
    case TypeKind::date:
    case TypeKind::time:
    case TypeKind::timetz:
    case TypeKind::timestamp:
    case TypeKind::timestamptz:
    case TypeKind::interval:
      return Kind::moment;
    case TypeKind::user:
      return schema.find_enum(type.name) != nullptr ? Kind::enumeration : Kind::unknown;
    case TypeKind::postgres:
      return kind_of_own(type.name.name);
    case TypeKind::native:
      return Kind::unknown;
  }
  return Kind::unknown;
}

template <std::size_t N>
bool one_of(Kind kind, const std::array<Kind, N>& kinds) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

bool has_extension(const Schema& schema, std::string_view name) {
  return schema.find({ObjectKind::extension, {{}, std::string(name)}}) != nullptr;
}

/// The default operator classes of the methods (pg_opclass of version 15).
bool has_default_class(Kind kind, std::string_view method, const Schema& schema) {
  using enum Kind;
  constexpr std::array hash = {boolean, number,     text,        bpchar,  name,    bytes,
                               moment,  uuid,       jsonb,       network, macaddr, oid,
                               range,   multirange, enumeration, array,   xid,     lsn};
  constexpr std::array brin = {number, text,    bpchar,  name, bytes, bits, moment,
                               uuid,   network, macaddr, oid,  range, lsn,  box};
  constexpr std::array gin = {array, document, jsonb};
  constexpr std::array gist = {geometric, box, circle, document, query, range, multirange};
  constexpr std::array spgist = {text, geometric, box, network, range};
  constexpr std::array scalar = {boolean, number, text,    bpchar, name,  bytes,       bits,
                                 moment,  uuid,   network, oid,    money, enumeration, macaddr};
  if (method == "hash") return one_of(kind, hash);
  if (method == "brin") return one_of(kind, brin);
  if (method == "spgist") return one_of(kind, spgist);
  if (method == "gin")
    return one_of(kind, gin) || (has_extension(schema, "btree_gin") && one_of(kind, scalar));
  if (method == "gist")
    return one_of(kind, gist) || (has_extension(schema, "btree_gist") && one_of(kind, scalar));
  return true;
}

/// What the classes take that people name; of others nothing is said.
bool is_taken(Kind kind, std::string_view opclass) {
  constexpr std::array<std::string_view, 6> of_text = {"text_ops",     "text_pattern_ops",
                                                       "varchar_ops",  "varchar_pattern_ops",
                                                       "gin_trgm_ops", "gist_trgm_ops"};
  if (one_of(opclass, of_text)) return kind == Kind::text;
  if (opclass == "bpchar_ops" || opclass == "bpchar_pattern_ops")
    return kind == Kind::text || kind == Kind::bpchar;
  if (opclass == "jsonb_ops" || opclass == "jsonb_path_ops") return kind == Kind::jsonb;
  if (opclass == "inet_ops") return kind == Kind::network;
  if (opclass == "array_ops") return kind == Kind::array;
  if (opclass == "tsvector_ops") return kind == Kind::document;
  if (opclass == "range_ops") return kind == Kind::range;
  return true;
}

/// How wide a number is: the server widens by itself, and never narrows.
int width_of(TypeKind kind) {
  constexpr std::array order = {TypeKind::smallint, TypeKind::integer, TypeKind::bigint,
                                TypeKind::decimal,  TypeKind::real,    TypeKind::double_precision};
  const auto* found = std::ranges::find(order, kind);
  return found == order.end() ? 0 : static_cast<int>(found - order.begin()) + 1;
}

/// Numbers of one family are compared as they are: whole ones, and those with a floating point.
bool widens(TypeKind from, TypeKind to) {
  const auto is_whole = [](TypeKind kind) { return width_of(kind) <= width_of(TypeKind::bigint); };
  const auto floats = [](TypeKind kind) { return width_of(kind) >= width_of(TypeKind::real); };
  return (is_whole(from) && is_whole(to)) || (floats(from) && floats(to)) ||
         width_of(from) <= width_of(to);
}

}  // namespace

bool has_order(const Type& type, const Schema& schema) {
  constexpr std::array<std::string_view, 18> without = {
      "aclitem",     "box",     "cid",       "circle",        "json", "jsonpath",
      "line",        "lquery",  "lseg",      "ltxtquery",     "path", "point",
      "pg_snapshot", "polygon", "refcursor", "txid_snapshot", "xid",  "xml"};
  if (const NativeText* text = type.native_for("postgres")) {
    const std::string words = to_lower(text->text);
    const std::string_view element = trim(std::string_view(words).substr(0, words.find('[')));
    return !one_of(element, without);
  }
  if (type.kind == TypeKind::json) return false;
  if (type.kind == TypeKind::postgres) return !one_of(type.name.name, without);
  const Domain* domain = type.kind == TypeKind::user ? schema.find_domain(type.name) : nullptr;
  return domain == nullptr || has_order(domain->type, schema);
}

bool has_collation(const Type& type, const Schema& schema) {
  Type element = without_domains(type, schema);
  element.dimensions = 0;
  const Kind kind = kind_of(element, schema);
  return kind == Kind::text || kind == Kind::bpchar || kind == Kind::name || kind == Kind::unknown;
}

bool can_be_counted(const Type& type) {
  if (type.native_for("postgres") != nullptr) return true;
  return type.dimensions == 0 && width_of(type.kind) > 0 &&
         width_of(type.kind) <= width_of(TypeKind::bigint);
}

bool can_be_indexed(const Type& type, std::string_view method, std::string_view opclass,
                    const Schema& schema) {
  const Kind kind = kind_of(type, schema);
  if (kind == Kind::unknown) return true;
  return opclass.empty() ? has_default_class(kind, method, schema) : is_taken(kind, opclass);
}

bool can_refer(const Type& from, const Type& to, const Schema& schema) {
  if (!may_refer(from, to, schema)) return false;
  const Type child = without_domains(from, schema);
  const Type parent = without_domains(to, schema);
  if (child.dimensions > 0 || parent.dimensions > 0) return true;
  if (width_of(child.kind) > 0 && width_of(parent.kind) > 0) return widens(child.kind, parent.kind);
  if (parent.kind == TypeKind::citext) return child.kind == TypeKind::citext;
  if (child.kind == TypeKind::timetz) return parent.kind == TypeKind::timetz;
  return true;
}

}  // namespace migc::postgres
