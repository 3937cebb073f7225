// What the model has no place for.
#include <array>
#include <fmt/format.h>

#include "runtime/inspect/postgres_catalog.h"

namespace migc::runtime::postgres {
namespace {

/// A kind of object that is only told of.
struct Untold {
  std::string_view words;
  std::string_view catalog;
  std::string_view name;    ///< of the object as a text
  std::string_view schema;  ///< its column with the schema; empty: it is in none
};

constexpr std::array<Untold, 12> untold = {{
    {"operator", "pg_operator", "o.oprname", "oprnamespace"},
    {"operator class", "pg_opclass", "o.opcname", "opcnamespace"},
    {"operator family", "pg_opfamily", "o.opfname", "opfnamespace"},
    {"conversion", "pg_conversion", "o.conname", "connamespace"},
    {"text search parser", "pg_ts_parser", "o.prsname", "prsnamespace"},
    {"text search template", "pg_ts_template", "o.tmplname", "tmplnamespace"},
    {"cast", "pg_cast",
     "concat(format_type(o.castsource, NULL), ' as ', format_type(o.casttarget, NULL))", ""},
    {"language", "pg_language", "o.lanname", ""},
    {"transform", "pg_transform", "format_type(o.trftype, NULL)", ""},
    {"access method", "pg_am", "o.amname", ""},
    {"foreign data wrapper", "pg_foreign_data_wrapper", "o.fdwname", ""},
    {"user mapping", "pg_user_mapping", "pg_get_userbyid(o.umuser)", ""},
}};

std::string query_of(const Catalog& catalog, const Untold& each) {
  constexpr int first_normal_oid = 16384;  // those below come with the server
  if (each.schema.empty()) {
    return fmt::format("SELECT '', {} FROM {} o WHERE o.oid >= {} AND {} ORDER BY o.oid", each.name,
                       each.catalog, first_normal_oid, Catalog::is_own(each.catalog, "o.oid"));
  }
  return fmt::format(
      "SELECT n.nspname, {} FROM {} o JOIN pg_namespace n ON n.oid = o.{} WHERE {} AND {} ORDER "
      "BY o.oid",
      each.name, each.catalog, each.schema, catalog.in_user_schema(),
      Catalog::is_own(each.catalog, "o.oid"));
}

}  // namespace

Result<void> read_left_out(Catalog& catalog) {
  for (const Untold& each : untold) {
    MIGC_TRY(catalog.read(query_of(catalog, each), [&](Fields& fields) {
      catalog.leave_out(named(each.words, fields.name()));
    }));
  }
  if (catalog.major() >= 18) {
    MIGC_TRY(catalog.read(
        fmt::format(
            "SELECT k.conname, n.nspname, c.relname FROM pg_constraint k JOIN pg_class c ON "
            "c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
            "k.contype = 'n' AND (NOT k.convalidated OR k.connoinherit) AND {} ORDER BY "
            "k.oid",
            catalog.in_user_schema()),
        [&catalog](Fields& fields) {
          const std::string constraint = fields.text();
          catalog.leave_out(fmt::format("the marks of the not-null constraint `{}` of {}",
                                        constraint, named("table", fields.name())));
        }));
  }
  // Base types and those that are only announced; arrays come with their elements.
  return catalog.read(
      fmt::format("SELECT n.nspname, t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = "
                  "t.typnamespace WHERE (t.typtype = 'p' OR t.typtype = 'b' AND t.typelem = 0) AND "
                  "{} AND {} ORDER BY t.oid",
                  catalog.in_user_schema(), Catalog::not_of_extension("pg_type", "t.oid")),
      [&catalog](Fields& fields) { catalog.leave_out(named("base type", fields.name())); });
}

}  // namespace migc::runtime::postgres
