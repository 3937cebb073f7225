// Constraints and indexes.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "runtime/inspect/postgres_catalog.h"

namespace migc::runtime::postgres {
namespace {

Deferral deferral(bool deferrable, bool deferred) {
  if (!deferrable) return Deferral::not_deferrable;
  return deferred ? Deferral::initially_deferred : Deferral::initially_immediate;
}

ReferentialAction action(char letter) {
  switch (letter) {
    case 'r':
      return ReferentialAction::restrict;
    case 'c':
      return ReferentialAction::cascade;
    case 'n':
      return ReferentialAction::set_null;
    case 'd':
      return ReferentialAction::set_default;
    default:  // a letter of the catalog: `a`
      return ReferentialAction::no_action;
  }
}

/// An index as the catalogs have it; what backs a constraint as well.
struct FoundIndex {
  std::string relation;  ///< number
  Index index;
  bool valid = true;
  std::size_t key_parts = 0;
  std::vector<std::string> operators;  ///< of an exclusion constraint
};

class ConstraintReader {
 public:
  explicit ConstraintReader(Catalog& catalog) : catalog_(catalog) {}

  Result<void> run() {
    MIGC_TRY(indexes());
    MIGC_TRY(parts());
    MIGC_TRY(constraints());
    for (auto& [oid, found] : indexes_) put(std::move(found));
    for (auto& entry : parts_) {
      Parts& parts = entry.second;
      catalog_.schema().edit_table(entry.first, [&parts](Table& table) {
        for (Constraint& constraint : parts.constraints) table.insert(std::move(constraint));
        for (Index& index : parts.indexes) table.insert(std::move(index));
      });
    }
    for (const Mark& mark : marks_) put(mark);
    return {};
  }

 private:
  Result<void> indexes() {
    return catalog_.read(
        fmt::format(
            "SELECT i.indexrelid, i.indrelid, c.relname, m.amname, i.indisunique, {}, "
            "i.indisvalid, i.indnkeyatts, s.spcname, array_to_json(c.reloptions), d.description, "
            "pg_get_expr(i.indpred, i.indrelid), i.indisclustered, i.indisreplident AND EXISTS "
            "(SELECT FROM pg_class r WHERE r.oid = i.indrelid AND r.relreplident = 'i'), "
            "(SELECT p.relname FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent "
            "WHERE h.inhrelid = i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = "
            "i.indexrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = c.relam "
            "LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace {} WHERE {} ORDER BY "
            "i.indexrelid",
            catalog_.major() >= 15 ? "i.indnullsnotdistinct" : "false",
            Catalog::comment_of("pg_class", "i.indexrelid"), catalog_.in_user_schema()),
        [this](Fields& fields) { index(fields); });
  }

  void index(Fields& fields) {
    const std::string oid = fields.text();
    FoundIndex found;
    found.relation = fields.text();
    const Relation* relation = catalog_.relation(found.relation);
    if (relation == nullptr || !relation->held) return;
    found.index.name = fields.text();
    const std::string method = fields.text();
    if (method != "btree") found.index.method = method;
    found.index.unique = fields.flag();
    found.index.nulls_not_distinct = fields.flag();
    found.valid = fields.flag();
    found.key_parts = static_cast<std::size_t>(fields.number().value_or(0));
    found.index.tablespace = fields.text();
    found.index.with = Catalog::parameters(fields.list());
    found.index.comment = fields.text();
    if (const std::optional<std::string> where = fields.maybe())
      found.index.where = catalog_.expression(*where);
    const bool clustered = fields.flag();
    const bool identifies = fields.flag();
    if (clustered || identifies)
      marks_.push_back({.relation = found.relation,
                        .index = found.index.name,
                        .clustered = clustered,
                        .identifies = identifies});
    found.index.parent = fields.text();
    indexes_.emplace(oid, std::move(found));
  }

  /// The parts of all indexes. An operator class is told where it is not the one that the type
  /// would have anyway, a collation where it is not the column's.
  Result<void> parts() {
    return catalog_.read(
        fmt::format(
            "SELECT i.indexrelid, a.attnum, t.attname, "
            "CASE WHEN t.attname IS NULL THEN pg_get_indexdef(i.indexrelid, a.attnum, false) END, "
            "i.indoption[a.attnum - 1], on_.nspname, o.opcname, array_to_json(a.attoptions), "
            "cn.nspname, co.collname, "
            "CASE WHEN t.attname IS NULL AND co.oid IS NOT NULL THEN "
            "pg_get_indexdef(i.indexrelid) END, xn.nspname, x.oprname, a.attstattarget >= 0 "
            "FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "JOIN pg_attribute a ON a.attrelid = i.indexrelid "
            "LEFT JOIN pg_attribute t ON t.attrelid = i.indrelid AND t.attnum = i.indkey[a.attnum "
            "- 1] AND t.attnum <> 0 "
            "LEFT JOIN pg_opclass o ON o.oid = i.indclass[a.attnum - 1] AND a.attnum <= "
            "i.indnkeyatts AND (NOT o.opcdefault OR a.attoptions IS NOT NULL OR EXISTS "
            "(SELECT FROM pg_opclass p WHERE p.opcmethod = o.opcmethod AND p.opcdefault "
            "AND p.oid <> o.oid AND p.opcintype = coalesce(t.atttypid, a.atttypid))) "
            "LEFT JOIN pg_namespace on_ ON on_.oid = o.opcnamespace "
            "LEFT JOIN pg_collation co ON co.oid = i.indcollation[a.attnum - 1] AND a.attnum <= "
            "i.indnkeyatts AND co.oid <> coalesce(t.attcollation, "
            "'pg_catalog.default'::regcollation) "
            "LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace "
            "LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'x' "
            "LEFT JOIN pg_operator x ON x.oid = k.conexclop[a.attnum] "
            "LEFT JOIN pg_namespace xn ON xn.oid = x.oprnamespace "
            "WHERE {} ORDER BY i.indexrelid, a.attnum",
            catalog_.in_user_schema()),
        [this](Fields& fields) { part(fields); });
  }

  void part(Fields& fields) {
    const auto found = indexes_.find(fields.text());
    if (found == indexes_.end()) return;
    const auto number = static_cast<std::size_t>(fields.number().value_or(0));
    const std::optional<std::string> column = fields.maybe();
    const std::string expression = fields.text();
    Index& index = found->second.index;
    if (number > found->second.key_parts) {
      index.include.push_back(column.value_or(""));
      return;
    }
    IndexPart part;
    if (column) {
      part.expression.kind = ExpressionKind::column;
      part.expression.text = *column;
    } else {
      part.expression = catalog_.expression(expression);
    }
    // INDOPTION_DESC is 1, INDOPTION_NULLS_FIRST is 2.
    const std::int64_t option = fields.number().value_or(0);
    const bool descending = (option & 1) != 0;
    const bool nulls_first = (option & 2) != 0;
    part.order = descending ? SortOrder::descending : SortOrder::ascending;
    if (nulls_first != descending) part.nulls = nulls_first ? NullsOrder::first : NullsOrder::last;
    const ObjectName opclass = fields.name();
    const bool own_schema = opclass.schema != "pg_catalog" && !opclass.schema.empty();
    part.opclass = own_schema ? opclass.display() : opclass.name;
    part.opclass_parameters = Catalog::parameters(fields.list());
    const ObjectName collation = fields.name();
    const std::string definition = fields.text();
    const ObjectName operator_name = fields.name();
    // The expression may have its collation from a column.
    const bool told = column || definition.find(expression + " COLLATE") != std::string::npos;
    if (told) part.collation = catalog_.collation(collation, fmt::format("index `{}`", index.name));
    const bool plain = operator_name.schema.empty() || operator_name.schema == "pg_catalog";
    part.exclude_operator =
        plain
            ? operator_name.name
            : fmt::format("OPERATOR({}.{})", quoted_name(operator_name.schema), operator_name.name);
    index.parts.push_back(std::move(part));
    if (fields.flag())
      catalog_.leave_out(
          fmt::format("the statistics target of part {} of index `{}`", number, index.name));
  }

  // ---- constraints

  Result<void> constraints() {
    const int major = catalog_.major();
    return catalog_.read(
        fmt::format(
            "SELECT k.oid, k.conrelid, k.conname, k.contype, k.condeferrable, k.condeferred, "
            "k.convalidated, k.connoinherit, array_to_json(k.conkey), k.confrelid, "
            "array_to_json(k.confkey), k.confupdtype, k.confdeltype, k.confmatchtype, {}, "
            "k.conindid, pg_get_expr(k.conbin, k.conrelid), d.description, {}, "
            // A check has its parent's name.
            "CASE WHEN k.contype = 'c' AND k.coninhcount > 0 AND NOT k.conislocal THEN k.conname "
            "ELSE p.conname END FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace "
            "LEFT JOIN pg_constraint p ON p.oid = k.conparentid {} "
            // What refers to a partitioned table refers to each of its partitions too.
            "WHERE p.conrelid IS DISTINCT FROM k.conrelid AND k.conrelid <> 0 AND k.contype IN "
            "('p', 'u', 'f', 'c', 'x') AND {} "
            "ORDER BY k.oid",
            major >= 15 ? "array_to_json(k.confdelsetcols)" : "NULL",
            major >= 18 ? "NOT k.conenforced OR k.conperiod" : "false",
            Catalog::comment_of("pg_constraint", "k.oid"), catalog_.in_user_schema()),
        [this](Fields& fields) { constraint(fields); });
  }

  void constraint(Fields& fields) {
    fields.text();
    const std::string relid = fields.text();
    const Relation* relation = catalog_.relation(relid);
    if (relation == nullptr || !relation->held) return;
    Constraint constraint;
    constraint.name = fields.text();
    const char kind = fields.letter();
    const bool deferrable = fields.flag();
    const Deferral when = deferral(deferrable, fields.flag());
    const bool valid = fields.flag();
    const bool no_inherit = fields.flag();
    const std::vector<std::string> columns = Catalog::columns(*relation, fields.list());
    const std::string what =
        fmt::format("constraint `{}` of {}", constraint.name, named("table", relation->name));
    if (kind == 'f') {
      ForeignKey key;
      key.columns = columns;
      key.deferral = when;
      key.not_valid = !valid;
      const Relation* target = catalog_.relation(fields.text());
      if (target == nullptr) {
        catalog_.leave_out(what + ", which refers to what belongs to an extension");
        return;
      }
      key.target = target->name;
      key.target_columns = Catalog::columns(*target, fields.list());
      key.on_update = action(fields.letter());
      key.on_delete = action(fields.letter());
      key.match = fields.letter() == 'f' ? MatchType::full : MatchType::simple;
      key.on_delete_columns = Catalog::columns(*relation, fields.list());
      constraint.body = std::move(key);
      fields.skip(2);
    } else {
      fields.skip(6);
      const auto index = indexes_.find(fields.text());
      const std::string check = fields.text();
      if (kind == 'c') {
        constraint.body = Check{.expression = catalog_.expression(check),
                                .no_inherit = no_inherit,
                                .not_valid = !valid};
      } else if (index == indexes_.end()) {
        return;  // there is no such constraint without its index
      } else {
        constraint.body = with_index(kind, columns, when, index->second);
        constraint.index_comment = std::move(index->second.index.comment);
        indexes_.erase(index);
      }
    }
    constraint.comment = fields.text();
    const bool unknown = fields.flag();
    constraint.parent = fields.text();
    // From version 17 on, a partitioned table may have an exclusion constraint.
    const bool of_partitions = kind == 'x' && (relation->kind == 'p' || !constraint.parent.empty());
    if (unknown || of_partitions) {
      catalog_.leave_out(what);
      return;
    }
    parts_[relation->name].constraints.push_back(std::move(constraint));
  }

  static ConstraintBody with_index(char kind, const std::vector<std::string>& columns,
                                   Deferral when, const FoundIndex& found) {
    const Index& index = found.index;
    std::vector<std::string> keys = columns;
    keys.resize(std::min(keys.size(), found.key_parts));
    if (kind == 'p')
      return PrimaryKey{.columns = std::move(keys),
                        .include = index.include,
                        .deferral = when,
                        .with = index.with,
                        .tablespace = index.tablespace};
    if (kind == 'u')
      return Unique{.columns = std::move(keys),
                    .include = index.include,
                    .nulls_not_distinct = index.nulls_not_distinct,
                    .deferral = when,
                    .with = index.with,
                    .tablespace = index.tablespace};
    return Exclusion{.method = index.method.empty() ? "btree" : index.method,
                     .parts = index.parts,
                     .include = index.include,
                     .where = index.where,
                     .deferral = when,
                     .with = index.with,
                     .tablespace = index.tablespace};
  }

  /// An index that is there for its own sake.
  void put(FoundIndex found) {
    const Relation& relation = *catalog_.relation(found.relation);
    if (!found.valid) {
      catalog_.leave_out(fmt::format("index `{}`, which is not valid", found.index.name));
      return;
    }
    if (relation.kind == 'r' || relation.kind == 'p') {
      parts_[relation.name].indexes.push_back(std::move(found.index));
      return;
    }
    const View* view = catalog_.schema().find_view(relation.name);
    if (view == nullptr) return;
    View changed = *view;
    const auto at = std::ranges::lower_bound(changed.indexes, found.index.name, {}, &Index::name);
    changed.indexes.insert(at, std::move(found.index));
    catalog_.schema().put(std::move(changed));
  }

  /// An index that a table is clustered by, or has as its replica identity.
  struct Mark {
    std::string relation;  ///< number
    std::string index;
    bool clustered = false, identifies = false;
  };

  void put(const Mark& mark) {
    const Relation& relation = *catalog_.relation(mark.relation);
    const Table* table = catalog_.schema().find_table(relation.name);
    const bool there = table != nullptr && (table->find_index(mark.index) != nullptr ||
                                            table->find_constraint(mark.index) != nullptr);
    if (mark.clustered && !there)
      catalog_.leave_out(fmt::format("the mark of index `{}` as the one that {} is clustered by",
                                     mark.index,
                                     named(table == nullptr ? "view" : "table", relation.name)));
    if (mark.identifies && !there)
      catalog_.leave_out(fmt::format("the replica identity of {}",
                                     named(table == nullptr ? "view" : "table", relation.name)));
    if (table == nullptr) return;
    catalog_.schema().edit_table(relation.name, [&](Table& marked) {
      TableOptions& options = marked.options;
      if (mark.clustered && there) options.cluster_on = mark.index;
      if (!mark.identifies) return;
      options.replica_identity = there ? ReplicaIdentity::index : ReplicaIdentity::standard;
      if (there) options.identity_index = mark.index;
    });
  }

  /// What is added to a table, all at once.
  struct Parts {
    std::vector<Constraint> constraints;
    std::vector<Index> indexes;
  };

  Catalog& catalog_;
  std::map<std::string, FoundIndex> indexes_;  ///< by number
  std::map<ObjectName, Parts> parts_;
  std::vector<Mark> marks_;
};

}  // namespace

Result<void> read_constraints(Catalog& catalog) { return ConstraintReader(catalog).run(); }

}  // namespace migc::runtime::postgres
