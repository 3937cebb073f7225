// Triggers, rules, policies, event triggers, statistics, publications and servers.
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/inspect/postgres_catalog.h"

namespace migc::runtime::postgres {
namespace {

/// A text object that belongs to a relation, or nothing where that is not in the model.
std::optional<TextObject> attached(Catalog& catalog, ObjectKind kind, const std::string& relation,
                                   std::string name, std::string comment) {
  const Relation* on = catalog.relation(relation);
  if (on == nullptr || !on->held) return std::nullopt;
  TextObject made;
  made.kind = kind;
  made.name = {on->name.schema, std::move(name)};
  made.on = on->name;
  made.comment = std::move(comment);
  return made;
}

Firing firing(char letter) {
  if (letter == 'D') return Firing::disabled;
  if (letter == 'R') return Firing::replica;
  return letter == 'A' ? Firing::always : Firing::origin;
}

Result<void> read_triggers(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT t.oid, t.tgrelid, t.tgname, t.tgenabled, d.description, "
                  "pg_get_triggerdef(t.oid) FROM pg_trigger t "
                  "JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = "
                  "c.relnamespace {} WHERE NOT t.tgisinternal AND {} AND {} {} ORDER BY t.oid",
                  Catalog::comment_of("pg_trigger", "t.oid"), catalog.in_user_schema(),
                  Catalog::not_of_extension("pg_trigger", "t.oid"),
                  catalog.major() >= 13 ? "AND t.tgparentid = 0" : ""),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        const std::string relation = fields.text();
        std::string name = fields.text();
        const char enabled = fields.letter();
        std::optional<TextObject> made =
            attached(catalog, ObjectKind::trigger, relation, std::move(name), fields.text());
        if (!made) return;
        made->firing = firing(enabled);
        Object object = *std::move(made);
        catalog.define(object, fields.text());
        catalog.put(std::move(object), {}, "pg_trigger", oid);
      });
}

/// The triggers of partitions are those of their parents, but may have been disabled apart.
Result<void> compare_clones(Catalog& catalog) {
  if (catalog.major() < 13) return {};
  return catalog.read(
      fmt::format("SELECT t.tgname, n.nspname, c.relname FROM pg_trigger t JOIN pg_trigger p ON "
                  "p.oid = t.tgparentid JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n "
                  "ON n.oid = c.relnamespace WHERE t.tgenabled <> p.tgenabled AND NOT EXISTS "
                  // Of a foreign key; up to version 14 a clone counts as internal as well.
                  "(SELECT FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype = 'f') "
                  "AND {} ORDER BY t.oid",
                  catalog.in_user_schema()),
      [&catalog](Fields& fields) {
        const std::string name = fields.text();
        catalog.leave_out(
            fmt::format("how trigger `{}` of {} is enabled otherwise than that of "
                        "its parent",
                        name, named("partition", fields.name())));
      });
}

Result<void> read_rules(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT r.oid, r.ev_class, r.rulename, r.ev_enabled, d.description, "
                  "pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class "
                  "JOIN pg_namespace n ON n.oid = c.relnamespace {} "
                  "WHERE r.rulename <> '_RETURN' AND {} AND {} ORDER BY r.oid",
                  Catalog::comment_of("pg_rewrite", "r.oid"), catalog.in_user_schema(),
                  Catalog::not_of_extension("pg_rewrite", "r.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        const std::string relation = fields.text();
        std::string name = fields.text();
        const char enabled = fields.letter();
        std::optional<TextObject> made =
            attached(catalog, ObjectKind::rule, relation, std::move(name), fields.text());
        if (!made) return;
        made->firing = firing(enabled);
        Object object = *std::move(made);
        std::string text = fields.text();
        if (!text.empty() && text.back() == ';') text.pop_back();
        catalog.define(object, std::move(text));
        catalog.put(std::move(object), {}, "pg_rewrite", oid);
      });
}

std::string_view command(char letter) {
  switch (letter) {
    case 'r':
      return "SELECT";
    case 'a':
      return "INSERT";
    case 'w':
      return "UPDATE";
    case 'd':
      return "DELETE";
    default:  // a letter of the catalog: `*`
      return "ALL";
  }
}

Result<void> read_policies(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT p.oid, p.polrelid, p.polname, d.description, p.polpermissive, p.polcmd, "
                  "(SELECT json_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE "
                  "quote_ident(pg_get_userbyid(r)) END ORDER BY place) "
                  "FROM unnest(p.polroles) WITH ORDINALITY x(r, place)), "
                  "pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid) "
                  "FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid "
                  "JOIN pg_namespace n ON n.oid = c.relnamespace {} WHERE {} ORDER BY p.oid",
                  Catalog::comment_of("pg_policy", "p.oid"), catalog.in_user_schema()),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        const std::string relation = fields.text();
        std::string name = fields.text();
        std::optional<TextObject> made =
            attached(catalog, ObjectKind::policy, relation, std::move(name), fields.text());
        if (!made) return;
        std::string text = fmt::format("CREATE POLICY {} ON {}", quoted_name(made->name.name),
                                       quoted_name(made->on));
        if (!fields.flag()) text += " AS RESTRICTIVE";
        text += fmt::format(" FOR {}", command(fields.letter()));
        text += " TO " + join(fields.list(), ", ");
        if (const std::optional<std::string> rows = fields.maybe())
          text += fmt::format(" USING ({})", *rows);
        if (const std::optional<std::string> check = fields.maybe())
          text += fmt::format(" WITH CHECK ({})", *check);
        Object object = *std::move(made);
        catalog.define(object, std::move(text));
        catalog.put(std::move(object), {}, "pg_policy", oid);
      });
}

Result<void> read_event_triggers(Catalog& catalog) {
  return catalog.read(
      fmt::format("SELECT e.oid, e.evtname, pg_get_userbyid(e.evtowner), e.evtenabled, "
                  "d.description, e.evtevent, array_to_json(e.evttags), e.evtfoid::regproc "
                  "FROM pg_event_trigger e {} WHERE {} ORDER BY e.oid",
                  Catalog::comment_of("pg_event_trigger", "e.oid"),
                  Catalog::not_of_extension("pg_event_trigger", "e.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        TextObject made;
        made.kind = ObjectKind::event_trigger;
        made.name.name = fields.text();
        const std::string owner = fields.text();
        made.firing = firing(fields.letter());
        made.comment = fields.text();
        std::string text = fmt::format("CREATE EVENT TRIGGER {} ON {}", quoted_name(made.name.name),
                                       fields.text());
        std::vector<std::string> tags = fields.list();
        for (std::string& tag : tags) tag = literal(tag);
        if (!tags.empty()) text += fmt::format(" WHEN TAG IN ({})", join(tags, ", "));
        text += fmt::format(" EXECUTE FUNCTION {}()", fields.text());
        Object object = std::move(made);
        catalog.define(object, std::move(text));
        catalog.put(std::move(object), owner, "pg_event_trigger", oid);
      });
}

Result<void> read_servers(Catalog& catalog) {
  return catalog.read(
      fmt::format(
          "SELECT s.oid, s.srvname, pg_get_userbyid(s.srvowner), d.description, s.srvtype, "
          "s.srvversion, w.fdwname, (SELECT json_agg(format('%I %L', o.option_name, "
          "o.option_value)) FROM pg_options_to_table(s.srvoptions) o) FROM pg_foreign_server s "
          "JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw {} WHERE {} ORDER BY s.oid",
          Catalog::comment_of("pg_foreign_server", "s.oid"),
          Catalog::not_of_extension("pg_foreign_server", "s.oid")),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        TextObject made;
        made.kind = ObjectKind::server;
        made.name.name = fields.text();
        const std::string owner = fields.text();
        made.comment = fields.text();
        std::string text = fmt::format("CREATE SERVER {}", quoted_name(made.name.name));
        if (const std::optional<std::string> type = fields.maybe())
          text += fmt::format(" TYPE {}", literal(*type));
        if (const std::optional<std::string> version = fields.maybe())
          text += fmt::format(" VERSION {}", literal(*version));
        text += fmt::format(" FOREIGN DATA WRAPPER {}", quoted_name(fields.text()));
        const std::vector<std::string> options = fields.list();
        if (!options.empty()) text += fmt::format(" OPTIONS ({})", join(options, ", "));
        Object object = std::move(made);
        catalog.define(object, std::move(text));
        catalog.put(std::move(object), owner, "pg_foreign_server", oid);
      });
}

// ---- statistics and publications

Result<void> read_statistics(Catalog& catalog) {
  const bool expressions = catalog.major() >= 14;
  return catalog.read(
      fmt::format(
          "SELECT s.oid, n.nspname, s.stxname, pg_get_userbyid(s.stxowner), d.description, "
          "s.stxrelid, array_to_json(s.stxkind), array_to_json(s.stxkeys::int2[]), {}, "
          "coalesce(s.stxstattarget, -1) >= 0 FROM pg_statistic_ext s JOIN pg_namespace n "
          "ON n.oid = s.stxnamespace {} WHERE {} ORDER BY s.oid",
          expressions ? "array_to_json(pg_get_statisticsobjdef_expressions(s.oid))" : "NULL",
          Catalog::comment_of("pg_statistic_ext", "s.oid"), catalog.in_user_schema()),
      [&catalog](Fields& fields) {
        const std::string oid = fields.text();
        Statistics made;
        made.name = fields.name();
        const std::string owner = fields.text();
        made.comment = fields.text();
        const Relation* table = catalog.relation(fields.text());
        if (table == nullptr || !table->held || table->kind == 'm') return;
        made.table = table->name;
        for (const std::string& letter : fields.list()) {
          if (letter == "d") made.kinds.emplace_back("ndistinct");
          if (letter == "f") made.kinds.emplace_back("dependencies");
          if (letter == "m") made.kinds.emplace_back("mcv");
        }
        constexpr std::size_t all_kinds = 3;
        if (made.kinds.size() == all_kinds) made.kinds.clear();
        for (const std::string& number : fields.list()) {
          Expression column;
          column.kind = ExpressionKind::column;
          column.text = Catalog::column(*table, number);
          if (!column.text.empty()) made.expressions.push_back(std::move(column));
        }
        for (const std::string& expression : fields.list())
          made.expressions.push_back(catalog.expression(expression));
        if (fields.flag()) catalog.leave_out("the target of " + named("statistics", made.name));
        catalog.put(std::move(made), owner, "pg_statistic_ext", oid);
      });
}

Result<void> read_publication_parts(Catalog& catalog, std::map<std::string, Publication>& found) {
  const bool filters = catalog.major() >= 15;
  MIGC_TRY(catalog.read(
      fmt::format("SELECT r.prpubid, r.prrelid, {} FROM pg_publication_rel r ORDER BY r.oid",
                  filters ? "array_to_json(r.prattrs::int2[]), pg_get_expr(r.prqual, r.prrelid)"
                          : "NULL, NULL"),
      [&](Fields& fields) {
        const auto publication = found.find(fields.text());
        const Relation* table = catalog.relation(fields.text());
        if (publication == found.end() || table == nullptr || !table->held) return;
        PublicationTable each;
        each.table = table->name;
        each.columns = Catalog::columns(*table, fields.list());
        if (const std::optional<std::string> where = fields.maybe())
          each.where = catalog.expression(*where);
        publication->second.tables.push_back(std::move(each));
      }));
  if (!filters) return {};
  return catalog.read(
      "SELECT p.pnpubid, n.nspname FROM pg_publication_namespace p JOIN pg_namespace n ON n.oid = "
      "p.pnnspid ORDER BY p.oid",
      [&](Fields& fields) {
        const auto publication = found.find(fields.text());
        if (publication != found.end()) publication->second.schemas.push_back(fields.text());
      });
}

Result<void> read_publications(Catalog& catalog) {
  std::map<std::string, Publication> found;
  std::map<std::string, std::string> owners;
  MIGC_TRY(catalog.read(
      fmt::format("SELECT p.oid, p.pubname, pg_get_userbyid(p.pubowner), d.description, "
                  "p.puballtables, p.pubviaroot, concat_ws(', ', CASE WHEN p.pubinsert THEN "
                  "'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete "
                  "THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END), {} "
                  "FROM pg_publication p {} WHERE {} ORDER BY p.oid",
                  catalog.major() >= 18 ? "CASE WHEN p.pubgencols = 's' THEN 'stored' END" : "NULL",
                  Catalog::comment_of("pg_publication", "p.oid"),
                  Catalog::not_of_extension("pg_publication", "p.oid")),
      [&](Fields& fields) {
        const std::string oid = fields.text();
        Publication made;
        made.name.name = fields.text();
        owners[oid] = fields.text();
        made.comment = fields.text();
        made.all_tables = fields.flag();
        if (fields.flag()) made.with["publish_via_partition_root"] = "true";
        const std::string publishes = fields.text();
        if (publishes != "insert, update, delete, truncate") made.with["publish"] = publishes;
        if (const std::optional<std::string> generated = fields.maybe())
          made.with["publish_generated_columns"] = *generated;
        found.emplace(oid, std::move(made));
      }));
  MIGC_TRY(read_publication_parts(catalog, found));
  for (auto& [oid, publication] : found)
    catalog.put(std::move(publication), owners[oid], "pg_publication", oid);
  return {};
}

}  // namespace

Result<void> read_attached(Catalog& catalog) {
  MIGC_TRY(read_triggers(catalog));
  MIGC_TRY(compare_clones(catalog));
  MIGC_TRY(read_rules(catalog));
  MIGC_TRY(read_policies(catalog));
  MIGC_TRY(read_event_triggers(catalog));
  MIGC_TRY(read_servers(catalog));
  MIGC_TRY(read_statistics(catalog));
  return read_publications(catalog);
}

}  // namespace migc::runtime::postgres
