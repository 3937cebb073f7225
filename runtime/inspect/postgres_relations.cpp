// Tables, views, composite types and their columns.
#include <fmt/format.h>

#include "compiler/base/text.h"
#include "runtime/inspect/postgres_catalog.h"

namespace migc::runtime::postgres {
namespace {

/// What is built while the columns are read, by number.
struct Found {
  Object object;
  std::string owner;
};

using Objects = std::map<std::string, Found>;

std::string relation_query(const Catalog& catalog) {
  return fmt::format(
      "SELECT c.oid, n.nspname, c.relname, c.relkind, c.relpersistence, "
      "pg_get_userbyid(c.relowner), "
      "array_to_json(c.reloptions || ARRAY(SELECT 'toast.' || o FROM pg_class t, "
      "unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid)), s.spcname, c.relrowsecurity, "
      "c.relforcerowsecurity, d.description, c.relispopulated, "
      "CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, "
      "c.reloftype <> 0, c.relreplident, CASE WHEN m.amname <> 'heap' THEN m.amname END "
      "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
      "LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace "
      "LEFT JOIN pg_am m ON m.oid = c.relam AND c.relkind IN ('r', 'p', 'm') {}"
      "WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND {} AND {} ORDER BY c.oid",
      Catalog::comment_of("pg_class", "c.oid"), catalog.in_user_schema(),
      Catalog::not_of_extension("pg_class", "c.oid"));
}

/// Reads a view; its text is looked into once all relations are known.
View read_view(const ObjectName& name, bool materialized, Parameters with, bool populated,
               std::string query) {
  View view;
  view.name = name;
  view.materialized = materialized;
  view.with_no_data = materialized && !populated;
  const auto option = with.find("check_option");
  if (option != with.end()) {
    view.check_option = option->second == "local" ? CheckOption::local : CheckOption::cascaded;
    with.erase(option);
  }
  view.with = std::move(with);
  while (!query.empty() && (query.back() == ';' || query.back() == '\n')) query.pop_back();
  view.bodies.push_back(
      {.dialect = "postgres", .text = std::string(trim(query)), .names = {}, .origin = {}});
  return view;
}

class RelationReader {
 public:
  explicit RelationReader(Catalog& catalog) : catalog_(catalog) {}

  Result<void> run() {
    MIGC_TRY(catalog_.read(relation_query(catalog_), [this](Fields& fields) { relation(fields); }));
    MIGC_TRY(columns());
    for (auto& [oid, found] : objects_) {
      if (std::holds_alternative<View>(found.object)) continue;
      const auto* table = std::get_if<Table>(&found.object);
      if (table != nullptr && table->columns.empty()) {
        catalog_.leave_out(named("table", table->name) + ", which has no columns");
        catalog_.relations()[oid].held = false;
        continue;
      }
      // A composite type is known by the number of its relation and of its type.
      catalog_.put(std::move(found.object), found.owner, "pg_class", oid);
    }
    for (auto& [oid, found] : objects_) {
      if (!std::holds_alternative<View>(found.object)) continue;
      std::string text = std::get<View>(found.object).bodies[0].text;
      catalog_.define(found.object, std::move(text));
      catalog_.put(std::move(found.object), found.owner, "pg_class", oid);
    }
    return {};
  }

 private:
  void relation(Fields& fields) {
    const std::string oid = fields.text();
    const ObjectName name = fields.name();
    const char kind = fields.letter();
    const char persistence = fields.letter();
    const std::string owner = fields.text();
    Parameters with = Catalog::parameters(fields.list());
    const std::string tablespace = fields.text();
    const bool row_security = fields.flag();
    const bool force_row_security = fields.flag();
    const std::string comment = fields.text();
    const bool populated = fields.flag();
    std::string query = fields.text();
    const bool typed = fields.flag();
    const char replica_identity = fields.letter();
    const std::string access_method = fields.text();
    Relation& relation = catalog_.relations()[oid];
    relation.name = name;
    relation.kind = kind;
    if (kind == 'c') {
      objects_[oid] = {CompositeType{.name = name, .attributes = {}, .comment = {}, .origin = {}},
                       owner};
    } else if (kind == 'v' || kind == 'm') {
      View view = read_view(name, kind == 'm', std::move(with), populated, std::move(query));
      view.comment = comment;
      objects_[oid] = {std::move(view), owner};
      if (!tablespace.empty())
        catalog_.leave_out(fmt::format("the tablespace of {}", named("view", name)));
    } else {
      Table table;
      table.name = name;
      table.comment = comment;
      table.options.unlogged = persistence == 'u';
      table.options.row_security = row_security;
      table.options.force_row_security = force_row_security;
      table.options.with = std::move(with);
      table.options.tablespace = tablespace;
      if (kind != 'f') table.options.replica_identity = known_by(replica_identity);
      objects_[oid] = {std::move(table), owner};
      if (typed) catalog_.leave_out(fmt::format("the type of {}", named("table", name)));
    }
    relation.held = true;
    if (!access_method.empty())
      catalog_.leave_out(fmt::format("the access method `{}` of {}", access_method,
                                     named(kind == 'm' ? "view" : "table", name)));
  }

  Result<void> columns() {
    const bool compresses = catalog_.major() >= 14;
    return catalog_.read(
        fmt::format(
            "SELECT c.oid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), "
            "a.attnotnull, "
            "cn.nspname, co.collname, CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage "
            "END, "
            "{}, CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END, a.attidentity, "
            "a.attgenerated, pg_get_expr(f.adbin, f.adrelid), d.description, "
            "array_to_json(a.attoptions), a.attfdwoptions IS NOT NULL, "
            "a.attinhcount > 0 AND NOT a.attislocal AND NOT c.relispartition, c.relispartition "
            "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "JOIN pg_type t ON t.oid = a.atttypid "
            "LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> "
            "t.typcollation "
            "LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace "
            "LEFT JOIN pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum "
            "LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid "
            "AND d.objsubid = a.attnum "
            "WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c') AND a.attnum > 0 AND NOT "
            "a.attisdropped AND {} ORDER BY c.oid, a.attnum",
            compresses ? "a.attcompression" : "''", catalog_.in_user_schema()),
        [this](Fields& fields) { column(fields); });
  }

  void column(Fields& fields) {
    const std::string oid = fields.text();
    const auto relation = catalog_.relations().find(oid);
    if (relation == catalog_.relations().end()) return;  // of an extension
    const std::int64_t number = fields.number().value_or(0);
    Column column;
    column.name = fields.text();
    relation->second.columns[number] = column.name;
    const auto found = objects_.find(oid);
    if (found == objects_.end()) return;
    column.type = catalog_.type(fields.text());
    column.not_null = fields.flag();
    const ObjectName collation = fields.name();
    const char storage = fields.letter();
    const char compression = fields.letter();
    const std::optional<std::int64_t> statistics = fields.number();
    const char identity = fields.letter();
    const char generated = fields.letter();
    const std::optional<std::string> value = fields.maybe();
    column.comment = fields.text();
    column.with = Catalog::parameters(fields.list());
    const bool foreign_options = fields.flag();
    column.inherited = fields.flag();
    const bool of_partition = fields.flag();
    const auto user = [&] {
      return fmt::format("column `{}` of {}", column.name, describe(key_of(found->second.object)));
    };
    if (auto* type = std::get_if<CompositeType>(&found->second.object)) {
      Attribute attribute{.name = column.name,
                          .type = column.type,
                          .collation = {},
                          .comment = column.comment,
                          .origin = {}};
      attribute.collation = catalog_.collation(collation, user());
      type->attributes.push_back(std::move(attribute));
      return;
    }
    auto* table = std::get_if<Table>(&found->second.object);
    if (table == nullptr) {
      auto& view = std::get<View>(found->second.object);
      if (!column.comment.empty()) view.column_comments.emplace(column.name, column.comment);
      if (value) catalog_.leave_out("the default of " + user());
      if (!column.with.empty()) catalog_.leave_out("the options of " + user());
      return;
    }
    column.collation = catalog_.collation(collation, user());
    column.storage = storage_name(storage);
    column.compression = compression == 'p' ? "pglz" : compression == 'l' ? "lz4" : "";
    if (statistics) column.statistics = static_cast<int>(*statistics);
    // From version 17 on partitions share the identity of their parent.
    if (identity != '\0' && !of_partition)
      column.identity = Identity{.always = identity == 'a', .options = {}};
    if (value && generated != '\0') {
      column.generated =
          Generated{.expression = catalog_.expression(*value), .stored = generated == 's'};
    } else if (value) {
      column.default_value = catalog_.default_value(*value, column.type);
    }
    if (foreign_options) catalog_.leave_out("the options of " + user());
    table->columns.push_back(std::move(column));
  }

  /// With an index that is gone, rows are known by nothing; the index that is there says so itself.
  static ReplicaIdentity known_by(char letter) {
    if (letter == 'f') return ReplicaIdentity::full;
    return letter == 'd' ? ReplicaIdentity::standard : ReplicaIdentity::nothing;
  }

  static std::string storage_name(char letter) {
    if (letter == 'p') return "plain";
    if (letter == 'e') return "external";
    if (letter == 'x') return "extended";
    return letter == 'm' ? "main" : "";
  }

  Catalog& catalog_;
  Objects objects_;
};

}  // namespace

Result<void> read_relations(Catalog& catalog) { return RelationReader(catalog).run(); }

}  // namespace migc::runtime::postgres
