// Functions, procedures and aggregates.
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/inspect/postgres_catalog.h"

namespace migc::runtime::postgres {
namespace {

/// What a migration creates is not there yet.
std::string without_replace(std::string text) {
  constexpr std::string_view create = "CREATE OR REPLACE ";
  if (text.starts_with(create)) text.replace(0, create.size(), "CREATE ");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

TextObject routine(Catalog& catalog, ObjectKind kind, ObjectName name,
                   const std::vector<std::string>& arguments) {
  TextObject made;
  made.kind = kind;
  made.name = std::move(name);
  for (const std::string& argument : arguments) made.arguments.push_back(catalog.type(argument));
  return made;
}

constexpr std::string_view argument_types =
    "(SELECT json_agg(format_type(x.type, NULL) ORDER BY x.place) FROM unnest(p.proargtypes) WITH "
    "ORDINALITY x(type, place))";

Result<void> read_functions(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT p.oid, n.nspname, p.proname, p.prokind, pg_get_userbyid(p.proowner), "
                  "d.description, {}, pg_get_functiondef(p.oid) FROM pg_proc p "
                  "JOIN pg_namespace n ON n.oid = p.pronamespace {} "
                  "WHERE p.prokind <> 'a' AND {} AND {} "
                  "ORDER BY p.oid",
                  argument_types, Catalog::comment_of("pg_proc", "p.oid"), catalog.in_user_schema(),
                  Catalog::is_own("pg_proc", "p.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        ObjectName name = fields.name();
        const ObjectKind kind =
            fields.letter() == 'p' ? ObjectKind::procedure : ObjectKind::function;
        const std::string owner = fields.text();
        std::string comment = fields.text();
        Object made = routine(catalog, kind, std::move(name), fields.list());
        std::get<TextObject>(made).comment = std::move(comment);
        catalog.define(made, without_replace(fields.text()));
        catalog.put(std::move(made), owner, "pg_proc", oid);
      });
}

/// The words of a CREATE AGGREGATE behind its name and arguments.
std::vector<std::string> aggregate_options(Fields& fields) {
  std::vector<std::string> options;
  const auto text = [&](std::string_view name) {
    const std::string value = fields.text();
    if (!value.empty()) options.push_back(fmt::format("{} = {}", name, value));
  };
  const auto value = [&](std::string_view name) {
    if (const std::optional<std::string> found = fields.maybe())
      options.push_back(fmt::format("{} = {}", name, literal(*found)));
  };
  const auto mark = [&](std::string_view name) {
    if (fields.flag()) options.emplace_back(name);
  };
  for (const char* name : {"SFUNC", "STYPE", "SSPACE", "FINALFUNC"}) text(name);
  mark("FINALFUNC_EXTRA");
  for (const char* name : {"FINALFUNC_MODIFY", "COMBINEFUNC", "SERIALFUNC", "DESERIALFUNC"})
    text(name);
  value("INITCOND");
  for (const char* name : {"MSFUNC", "MINVFUNC", "MSTYPE", "MSSPACE", "MFINALFUNC"}) text(name);
  mark("MFINALFUNC_EXTRA");
  text("MFINALFUNC_MODIFY");
  value("MINITCOND");
  text("SORTOP");
  text("PARALLEL");
  mark("HYPOTHETICAL");
  return options;
}

std::string aggregate_query(const Catalog& catalog) {
  const auto function = [](std::string_view column) {
    return fmt::format("CASE WHEN a.{0} <> 0 THEN a.{0}::text END, ", column);
  };
  const auto space = [](std::string_view column) {
    return fmt::format("CASE WHEN a.{0} <> 0 THEN a.{0} END, ", column);
  };
  // What a final function does to the state; by default nothing, of ordered sets everything.
  const auto modifies = [](std::string_view column, std::string_view final) {
    return fmt::format(
        "CASE WHEN a.{1} <> 0 AND a.{0} <> CASE a.aggkind WHEN 'n' THEN 'r'::\"char\" ELSE 'w' END "
        "THEN CASE a.{0} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END "
        "END, ",
        column, final);
  };
  std::string query = fmt::format(
      "SELECT p.oid, n.nspname, p.proname, pg_get_userbyid(p.proowner), d.description, {}, "
      "pg_get_function_arguments(p.oid), ",
      argument_types);
  query += function("aggtransfn") + "format_type(a.aggtranstype, NULL), " + space("aggtransspace") +
           function("aggfinalfn") + "a.aggfinalextra, " + modifies("aggfinalmodify", "aggfinalfn") +
           function("aggcombinefn") + function("aggserialfn") + function("aggdeserialfn") +
           "a.agginitval, " + function("aggmtransfn") + function("aggminvtransfn") +
           "CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END, " +
           space("aggmtransspace") + function("aggmfinalfn") + "a.aggmfinalextra, " +
           modifies("aggmfinalmodify", "aggmfinalfn") + "a.aggminitval, ";
  query +=
      "CASE WHEN a.aggsortop <> 0 THEN (SELECT format('OPERATOR(%I.%s)', sn.nspname, o.oprname) "
      "FROM "
      "pg_operator o JOIN pg_namespace sn ON sn.oid = o.oprnamespace WHERE o.oid = a.aggsortop) "
      "END, CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END, "
      "a.aggkind = 'h' ";
  return query + fmt::format(
                     "FROM pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid "
                     "JOIN pg_namespace n ON n.oid = p.pronamespace {} WHERE {} AND {} "
                     "ORDER BY p.oid",
                     Catalog::comment_of("pg_proc", "p.oid"), catalog.in_user_schema(),
                     Catalog::not_of_extension("pg_proc", "p.oid"));
}

Result<void> read_aggregates(Catalog& catalog) {
  return catalog.read(aggregate_query(catalog), [&catalog](Fields& fields) {
    const std::string oid = fields.text();
    const ObjectName name = fields.name();
    const std::string owner = fields.text();
    std::string comment = fields.text();
    Object made = routine(catalog, ObjectKind::aggregate, name, fields.list());
    std::get<TextObject>(made).comment = std::move(comment);
    const std::string arguments = fields.text();
    const std::vector<std::string> options = aggregate_options(fields);
    catalog.define(made, fmt::format("CREATE AGGREGATE {}({}) ({})", quoted_name(name),
                                     arguments.empty() ? "*" : arguments, join(options, ", ")));
    catalog.put(std::move(made), owner, "pg_proc", oid);
  });
}

}  // namespace

Result<void> read_routines(Catalog& catalog) {
  MIGC_TRY(read_functions(catalog));
  return read_aggregates(catalog);
}

}  // namespace migc::runtime::postgres
