// The overloads of `Evolver` for columns, and what constraints and indexes must fit.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/ops/conversion.h"
#include "compiler/ops/evolver.h"
#include "compiler/ops/partitions.h"

namespace migc {
namespace {

std::vector<std::string> sorted_unique(std::vector<std::string> names) {
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void append(std::vector<std::string>& names, const std::vector<std::string>& more) {
  names.insert(names.end(), more.begin(), more.end());
}

void append_parts(std::vector<std::string>& names, const std::vector<IndexPart>& parts) {
  for (const IndexPart& part : parts) append(names, migc::columns_of(part.expression));
}

std::string duplicate_in(const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::ranges::count(names, names[i]) > 1) return names[i];
  }
  return {};
}

}  // namespace

std::vector<std::string> columns_of(const ConstraintBody& body) {
  std::vector<std::string> names;
  std::visit(overloaded{
                 [&](const PrimaryKey& c) { append(names, c.columns), append(names, c.include); },
                 [&](const Unique& c) { append(names, c.columns), append(names, c.include); },
                 [&](const ForeignKey& c) { append(names, c.columns); },
                 [&](const Check& c) { append(names, columns_of(c.expression)); },
                 [&](const Exclusion& c) {
                   append_parts(names, c.parts);
                   append(names, c.include);
                   if (c.where) append(names, columns_of(*c.where));
                 },
             },
             body);
  return sorted_unique(std::move(names));
}

std::vector<std::string> columns_of(const Index& index) {
  std::vector<std::string> names = index.include;
  append_parts(names, index.parts);
  if (index.where) append(names, columns_of(*index.where));
  return sorted_unique(std::move(names));
}

ColumnUse uses_of_column(const Table& table, std::string_view column) {
  const auto mentions = [&](const std::vector<std::string>& names) {
    return std::ranges::find(names, column) != names.end();
  };
  ColumnUse use;
  for (const Constraint& constraint : table.constraints) {
    const auto* foreign_key = std::get_if<ForeignKey>(&constraint.body);
    const bool own_target = foreign_key != nullptr && foreign_key->target == table.name &&
                            mentions(foreign_key->target_columns);
    if (own_target || mentions(columns_of(constraint.body)))
      use.constraints.push_back(constraint.name);
  }
  for (const Index& index : table.indexes) {
    if (mentions(columns_of(index))) use.indexes.push_back(index.name);
  }
  for (const Column& other : table.columns) {
    if (other.name != column && other.generated &&
        mentions_column(other.generated->expression, column)) {
      use.generated_columns.push_back(other.name);
    }
  }
  return use;
}

bool has_unique_key(const Table& table, const std::vector<std::string>& columns) {
  const std::vector<std::string> wanted = sorted_unique(columns);
  const auto same = [&](const std::vector<std::string>& names) {
    return sorted_unique(names) == wanted;
  };
  for (const Constraint& constraint : table.constraints) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint.body)) {
      if (key->deferral == Deferral::not_deferrable && same(key->columns)) return true;
    }
    if (const auto* unique = std::get_if<Unique>(&constraint.body)) {
      if (unique->deferral == Deferral::not_deferrable && same(unique->columns)) return true;
    }
  }
  return std::ranges::any_of(table.indexes, [&](const Index& index) {
    if (!index.unique || index.where) return false;
    std::vector<std::string> names;
    for (const IndexPart& part : index.parts) {
      if (part.expression.kind != ExpressionKind::column) return false;
      names.push_back(part.expression.text);
    }
    return same(names);
  });
}

// ---- what must hold for a part of a table

namespace {

/// An index of a table, be it that of a constraint, as far as options that name one care.
struct NamedIndex {
  std::string method;
  bool unique = false;  ///< and of every row, at once
  bool partial = false;
  std::vector<std::string> columns;  ///< a name is empty where an expression stands
};

std::optional<NamedIndex> named_index(const Table& table, std::string_view name) {
  const auto parts = [](const std::vector<IndexPart>& given) {
    std::vector<std::string> names;
    for (const IndexPart& part : given) {
      const bool column = part.expression.kind == ExpressionKind::column;
      names.push_back(column ? part.expression.text : "");
    }
    return names;
  };
  if (const Index* index = table.find_index(name)) {
    return NamedIndex{.method = index->method,
                      .unique = index->unique,
                      .partial = index->where.has_value(),
                      .columns = parts(index->parts)};
  }
  const Constraint* constraint = table.find_constraint(name);
  if (constraint == nullptr) return std::nullopt;
  const auto key = [](const auto& body) {
    return NamedIndex{.method = {},
                      .unique = body.deferral == Deferral::not_deferrable,
                      .partial = false,
                      .columns = body.columns};
  };
  if (const auto* primary = std::get_if<PrimaryKey>(&constraint->body)) return key(*primary);
  if (const auto* unique = std::get_if<Unique>(&constraint->body)) return key(*unique);
  const auto* exclusion = std::get_if<Exclusion>(&constraint->body);
  if (exclusion == nullptr) return std::nullopt;
  return NamedIndex{.method = exclusion->method,
                    .unique = false,
                    .partial = exclusion->where.has_value(),
                    .columns = parts(exclusion->parts)};
}

}  // namespace

bool Evolver::named_indexes_fit(const Table& table) {
  const TableOptions& options = table.options;
  if (table.foreign && options.replica_identity != ReplicaIdentity::standard) {
    error(Code::not_on_such_table,
          fmt::format("foreign table `{}` has a replica identity", table.name.display()))
        .with_help("replication knows nothing of rows that are elsewhere");
    return false;
  }
  const auto find = [&](const std::string& name) {
    std::optional<NamedIndex> found = named_index(table, name);
    if (!found)
      error(Code::unknown_index,
            fmt::format("table `{}` has no index `{}`", table.name.display(), name));
    return found;
  };
  const auto refuse = [&](const std::string& name, std::string_view why, std::string_view help) {
    error(Code::conflicting_properties,
          fmt::format("index `{}` of table `{}` {}", name, table.name.display(), why))
        .with_help(std::string(help));
    return false;
  };
  if (!options.cluster_on.empty()) {
    const std::optional<NamedIndex> index = find(options.cluster_on);
    if (!index) return false;
    const bool sorts = index->method.empty() || index->method == "btree" || index->method == "gist";
    if (!sorts || index->partial)
      return refuse(options.cluster_on, "is not one that a table can be clustered by",
                    "it takes a `btree` or `gist` index of all rows");
  }
  if (options.replica_identity != ReplicaIdentity::index) return true;
  const std::optional<NamedIndex> index = find(options.identity_index);
  if (!index) return false;
  const bool told = std::ranges::all_of(index->columns, [&](const std::string& name) {
    const Column* column = table.find_column(name);
    return column != nullptr && column->not_null;
  });
  if (!told || !index->unique || index->partial)
    return refuse(options.identity_index, "cannot be a replica identity",
                  "it takes a unique index of all rows on columns that are `not null`, and no "
                  "constraint that is deferrable");
  return true;
}

bool Evolver::not_named_in_options(const Table& without, std::string_view what,
                                   const std::string& name) {
  // A check may have the name of an index.
  if (!without.options.name_index(name) || named_index(without, name)) return true;
  const bool identity = without.options.identity_index == name;
  error(Code::still_in_use,
        fmt::format("{} `{}` is the one that table `{}` {}", what, name, without.name.display(),
                    identity ? "has as its replica identity" : "is clustered by"))
      .with_help(fmt::format("say first what holds without it: `alter table {} {{ drop postgres "
                             "({}); }}`",
                             without.name.display(), identity ? "replica identity" : "cluster on"));
  return false;
}

bool Evolver::column_fits(const Table& table, const Column& added) {
  if (const Column* other = table.find_column(added.name)) {
    diagnostics_
        .add(Code::duplicate_column, added.origin.span.known() ? added.origin.span : origin_.span,
             fmt::format("table `{}` has a column `{}` already", table.name.display(), added.name),
             "second column of this name")
        .label(other->origin.span, "first one here");
    return false;
  }
  const int sources =
      (added.default_value ? 1 : 0) + (added.identity ? 1 : 0) + (added.generated ? 1 : 0);
  if (sources > 1) {
    diagnostics_.add(
        Code::conflicting_properties, added.origin.span.known() ? added.origin.span : origin_.span,
        fmt::format("column `{}` has more than one of default, identity and generated", added.name),
        "a value can come from one place only");
    return false;
  }
  return type_exists(added.type);
}

bool Evolver::foreign_key_fits(const Table& table, const ForeignKey& foreign_key, Span place) {
  const bool self = foreign_key.target == table.name;
  const Table* target = self ? &table : this->table(foreign_key.target);
  if (target == nullptr || !columns_exist(*target, foreign_key.target_columns)) return false;
  if (foreign_key.columns.size() != foreign_key.target_columns.size()) {
    diagnostics_.add(Code::foreign_key_mismatch, place,
                     fmt::format("the foreign key has {} but refers to {}",
                                 counted(foreign_key.columns.size(), "column"),
                                 counted(foreign_key.target_columns.size(), "column")));
    return false;
  }
  if (!has_unique_key(*target, foreign_key.target_columns)) {
    diagnostics_
        .add(Code::foreign_key_target, place,
             fmt::format("the columns {} of table `{}` are not unique",
                         quote_list(foreign_key.target_columns), target->name.display()))
        .label(target->origin.span, "the target")
        .with_help(
            "a foreign key needs a primary key, a unique constraint that is not deferrable, or a "
            "full unique index there");
    return false;
  }
  for (std::size_t i = 0; i < foreign_key.columns.size(); ++i) {
    const Column& from = *table.find_column(foreign_key.columns[i]);
    const Column& to = *target->find_column(foreign_key.target_columns[i]);
    if (may_refer(from.type, to.type, schema_)) continue;
    diagnostics_
        .add(Code::foreign_key_mismatch, place,
             fmt::format("`{}` is {} but `{}.{}` is {}", from.name, to_string(from.type),
                         target->name.display(), to.name, to_string(to.type)))
        .label(from.origin.span, "one side")
        .label(to.origin.span, "the other side");
    return false;
  }
  return true;
}

bool Evolver::constraint_fits(const Table& table, const Constraint& added) {
  if (const Constraint* other = table.find_constraint(added.name);
      other != nullptr && other != &added) {
    error(Code::duplicate_constraint,
          fmt::format("table `{}` has a constraint `{}` already", table.name.display(), added.name))
        .label(other->origin.span, "created here");
    return false;
  }
  const Span place = added.origin.span.known() ? added.origin.span : origin_.span;
  const auto columns_fit = [&](const std::vector<std::string>& names) {
    if (const std::string twice = duplicate_in(names); !twice.empty()) {
      error(Code::duplicate_item,
            fmt::format("constraint `{}` names the column `{}` twice", added.name, twice));
      return false;
    }
    return columns_exist(table, names);
  };
  return std::visit(
      overloaded{
          [&](const PrimaryKey& c) {
            const Constraint* other = table.primary_key_constraint();
            if (other != nullptr && other != &added) {
              error(Code::second_primary_key,
                    fmt::format("table `{}` has a primary key already", table.name.display()))
                  .label(other->origin.span, "the first one");
              return false;
            }
            return columns_fit(c.columns) && columns_exist(table, c.include);
          },
          [&](const Unique& c) {
            return columns_fit(c.columns) && columns_exist(table, c.include);
          },
          [&](const ForeignKey& c) {
            return columns_fit(c.columns) && foreign_key_fits(table, c, place);
          },
          [&](const Check& c) { return columns_of_exist(table, c.expression); },
          [&](const Exclusion& c) {
            return parts_exist(table, c.parts) && columns_exist(table, c.include) &&
                   (!c.where || columns_of_exist(table, *c.where));
          },
      },
      added.body);
}

bool Evolver::index_fits(const Table& table, const Index& added) {
  return parts_exist(table, added.parts) && columns_exist(table, added.include) &&
         (!added.where || columns_of_exist(table, *added.where));
}

bool Evolver::column_is_free(const Table& table, std::string_view name) {
  const ColumnUse use = uses_of_column(table, name);
  const auto refuse = [&](std::string_view what, const std::vector<std::string>& names) {
    error(Code::still_in_use, fmt::format("column `{}` of table `{}` is still used by {} {}", name,
                                          table.name.display(), what, quote_list(names)))
        .with_help(fmt::format("drop or change {} first", quote_list(names)));
    return false;
  };
  if (!use.constraints.empty())
    return refuse(use.constraints.size() == 1 ? "constraint" : "constraints", use.constraints);
  if (!use.indexes.empty())
    return refuse(use.indexes.size() == 1 ? "index" : "indexes", use.indexes);
  if (!use.generated_columns.empty()) return refuse("generated column", use.generated_columns);
  if (!column_unused_elsewhere(table, name)) return false;
  for (const ObjectKey& user : schema_.users_of({ObjectKind::table, table.name})) {
    const Table* child = schema_.find_table(user.name);
    if (child == nullptr) continue;
    for (const Constraint& c : child->constraints) {
      const auto* foreign_key = std::get_if<ForeignKey>(&c.body);
      if (foreign_key == nullptr || foreign_key->target != table.name) continue;
      if (std::ranges::find(foreign_key->target_columns, name) == foreign_key->target_columns.end())
        continue;
      error(Code::still_in_use,
            fmt::format("column `{}` of table `{}` is the target of foreign key `{}` of table `{}`",
                        name, table.name.display(), c.name, child->name.display()))
          .label(c.origin.span, "refers to it")
          .with_help(
              fmt::format("drop the constraint first: `alter table {} {{ drop constraint {}; }}`",
                          child->name.display(), c.name));
      return false;
    }
  }
  return true;
}

// ---- columns

bool Evolver::operator()(const AddColumn& op) {
  const Table* found = table(op.table);
  if (found == nullptr || !column_fits(*found, op.column)) return false;
  if (op.column.generated && !columns_of_exist(*found, op.column.generated->expression))
    return false;
  const bool after = op.position.where == ColumnPosition::Where::after;
  if (after && column(*found, op.position.column) == nullptr) return false;
  if (found->partition_of && !column_is_own(*found, op.column.name)) return false;
  std::vector<ObjectName> below = schema_.descendants_of(op.table);
  // PostgreSQL takes an heir's column of this name and type for the same (ATExecAddColumn).
  std::erase_if(below, [&](const ObjectName& name) {
    const Column* own = schema_.find_table(name)->find_column(op.column.name);
    return own != nullptr && own->type == op.column.type && own->collation == op.column.collation;
  });
  const auto fits = [&](const ObjectName& name) {
    return column_fits(*schema_.find_table(name), op.column);
  };
  if (!std::ranges::all_of(below, fits)) return false;
  // The end of a table is not that of its heirs: there the column stands where it would if they
  // were created now, and an inverse brings it back to.
  std::string follows = after ? op.position.column : std::string();
  if (op.position.where == ColumnPosition::Where::end && !found->columns.empty())
    follows = found->columns.back().name;
  const auto add = [&](Table& t, const Column& added) {
    auto place = t.columns.end();
    if (op.position.where == ColumnPosition::Where::first) place = t.columns.begin();
    if (!follows.empty()) place = std::ranges::find(t.columns, follows, &Column::name);
    if (!follows.empty() && place != t.columns.end()) ++place;
    t.columns.insert(place, added);
  };
  for (const ObjectName& name : below) {
    Column added = inherited_column(op.column);
    added.inherited = !schema_.find_table(name)->inherits.empty();
    schema_.edit_table(name, [&](Table& t) { add(t, added); });
  }
  schema_.edit_table(op.table, [&](Table& t) { add(t, op.column); });
  return true;
}

bool Evolver::operator()(const DropColumn& op) {
  const Table* found = table(op.table);
  if (found == nullptr || column(*found, op.column) == nullptr ||
      !column_is_own(*found, op.column) || !not_in_partition_key(*found, op.column) ||
      !column_is_free(*found, op.column))
    return false;
  std::vector<ObjectName> without;
  for (const ObjectName& name : schema_.descendants_of(op.table)) {
    const Table& heir = *schema_.find_table(name);
    const Column* own = heir.find_column(op.column);
    // An heir keeps what is its own too, or comes from another parent.
    const auto from = std::ranges::count_if(heir.inherits, [&](const ObjectName& parent) {
      return schema_.find_table(parent)->find_column(op.column) != nullptr;
    });
    if (own == nullptr || (!heir.partition_of && (!own->inherited || from > 1))) continue;
    if (!column_is_free(heir, op.column)) return false;
    without.push_back(name);
  }
  if (found->columns.size() == 1) {
    error(Code::table_without_columns,
          fmt::format("`{}` is the only column of table `{}`", op.column, op.table.display()))
        .with_help("drop the table instead");
    return false;
  }
  without.push_back(op.table);
  for (const ObjectName& name : without) {
    schema_.edit_table(name, [&](Table& t) {
      std::erase_if(t.columns, [&](const Column& c) { return c.name == op.column; });
    });
  }
  return true;
}

namespace {

void rename_in(std::vector<std::string>& names, const std::string& from, const std::string& to) {
  std::ranges::replace(names, from, to);
}

void rename_in(std::vector<IndexPart>& parts, const std::string& from, const std::string& to) {
  for (IndexPart& part : parts) rename_column(part.expression, from, to);
}

void rename_in(Constraint& constraint, const ObjectName& table, const std::string& from,
               const std::string& to) {
  std::visit(
      overloaded{
          [&](PrimaryKey& c) { rename_in(c.columns, from, to), rename_in(c.include, from, to); },
          [&](Unique& c) { rename_in(c.columns, from, to), rename_in(c.include, from, to); },
          [&](ForeignKey& c) {
            rename_in(c.columns, from, to);
            rename_in(c.on_delete_columns, from, to);
            if (c.target == table) rename_in(c.target_columns, from, to);
          },
          [&](Check& c) { rename_column(c.expression, from, to); },
          [&](Exclusion& c) {
            rename_in(c.parts, from, to), rename_in(c.include, from, to);
            if (c.where) rename_column(*c.where, from, to);
          },
      },
      constraint.body);
}

void rename_in(Table& table, const std::string& from, const std::string& to) {
  table.find_column(from)->name = to;
  for (Column& column : table.columns) {
    if (column.generated) rename_column(column.generated->expression, from, to);
  }
  for (Constraint& constraint : table.constraints) rename_in(constraint, table.name, from, to);
  for (Index& index : table.indexes) {
    rename_in(index.parts, from, to), rename_in(index.include, from, to);
    if (index.where) rename_column(*index.where, from, to);
  }
  if (table.partition_by) rename_in(table.partition_by->parts, from, to);
}

}  // namespace

bool Evolver::operator()(const RenameColumn& op) {
  const Table* found = table(op.table);
  if (found == nullptr || column(*found, op.from) == nullptr || !column_is_own(*found, op.from))
    return false;
  std::vector<ObjectName> tables = followers(op.table, op.from);
  tables.insert(tables.begin(), op.table);
  for (const ObjectName& name : tables) {
    if (const Column* other = schema_.find_table(name)->find_column(op.to)) {
      error(Code::duplicate_column,
            fmt::format("table `{}` has a column `{}` already", name.display(), op.to))
          .label(other->origin.span, "created here");
      return false;
    }
  }
  for (const ObjectName& name : tables) {
    if (!rename_column_elsewhere(*schema_.find_table(name), op.from, op.to)) return false;
  }
  for (const ObjectName& name : tables) {
    schema_.edit_table(name, [&](Table& t) { rename_in(t, op.from, op.to); });
    for (const ObjectKey& user : schema_.users_of({ObjectKind::table, name})) {
      if (user.kind != ObjectKind::table) continue;
      schema_.edit_table(user.name, [&](Table& child) {
        for (Constraint& c : child.constraints) {
          auto* foreign_key = std::get_if<ForeignKey>(&c.body);
          if (foreign_key != nullptr && foreign_key->target == name)
            rename_in(foreign_key->target_columns, op.from, op.to);
        }
      });
    }
  }
  put_back(op.texts);
  return true;
}

bool Evolver::operator()(const SetColumnType& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr || !type_exists(op.type)) return false;
  if (target->type == op.type) {
    return no_effect(fmt::format("column `{}` of table `{}` has the type {} already", op.column,
                                 op.table.display(), to_string(op.type)));
  }
  if (!column_is_own(*found, op.column) || !not_in_partition_key(*found, op.column)) return false;
  for (const std::string& user : uses_of_column(*found, op.column).generated_columns) {
    error(Code::still_in_use,
          fmt::format("generated column `{}` is computed from `{}`", user, op.column))
        .with_help("drop the generated column, change the type, and add it again");
    return false;
  }
  const ObjectKey key{ObjectKind::table, op.table};
  if (!rows_are_free(key, fmt::format("the type of column `{}` of {}", op.column, describe(key))))
    return false;
  edit_column(op.table, op.column, [&](Column& c) { c.type = op.type; });
  return true;
}

bool Evolver::operator()(const SetNotNull& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (target->not_null)
    return no_effect(fmt::format("column `{}` is `not null` already", op.column));
  edit_column(op.table, op.column, [](Column& c) { c.not_null = true; });
  return true;
}

bool Evolver::operator()(const DropNotNull& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (!target->not_null)
    return no_effect(fmt::format("column `{}` allows null already", op.column));
  const PrimaryKey* key = found->primary_key();
  if (key != nullptr && std::ranges::find(key->columns, op.column) != key->columns.end()) {
    error(Code::conflicting_properties,
          fmt::format("column `{}` is part of the primary key and cannot be null", op.column));
    return false;
  }
  if (target->identity) {
    error(Code::conflicting_properties,
          fmt::format("column `{}` is an identity column and cannot be null", op.column));
    return false;
  }
  std::vector<ObjectName> tables = followers(op.table, op.column);
  tables.push_back(op.table);
  for (const ObjectName& name : tables) {
    const Table& each = *schema_.find_table(name);
    const std::optional<NamedIndex> identity = named_index(each, each.options.identity_index);
    if (!identity || std::ranges::find(identity->columns, op.column) == identity->columns.end())
      continue;
    error(
        Code::conflicting_properties,
        fmt::format("column `{}` is part of the replica identity of table `{}` and cannot be null",
                    op.column, name.display()));
    return false;
  }
  std::vector<ObjectName> parents = found->inherits;
  if (found->partition_of) parents.push_back(found->partition_of->parent);
  for (const ObjectName& parent : parents) {
    const Column* from = schema_.find_table(parent)->find_column(op.column);
    if (from != nullptr && from->not_null) return column_is_own(*found, op.column);
  }
  edit_column(op.table, op.column, [](Column& c) { c.not_null = false; });
  return true;
}

bool Evolver::operator()(const SetDefault& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (op.value && (target->identity || target->generated)) {
    error(Code::conflicting_properties,
          fmt::format("column `{}` gets its value from elsewhere ({}) and cannot have a default",
                      op.column, target->identity ? "identity" : "generated"));
    return false;
  }
  if (target->default_value == op.value) {
    return no_effect(op.value ? fmt::format("column `{}` has this default already", op.column)
                              : fmt::format("column `{}` has no default", op.column));
  }
  edit_column(op.table, op.column, [&](Column& c) { c.default_value = op.value; });
  return true;
}

bool Evolver::operator()(const SetCollation& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (target->collation == op.collation)
    return no_effect(fmt::format("column `{}` has this collation already", op.column));
  if (!column_is_own(*found, op.column) || !not_in_partition_key(*found, op.column)) return false;
  edit_column(op.table, op.column, [&](Column& c) { c.collation = op.collation; });
  return true;
}

bool Evolver::operator()(const SetIdentity& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (target->identity == op.identity)
    return no_effect(fmt::format("the identity of column `{}` stays as it is", op.column));
  if (op.identity && (target->default_value || target->generated)) {
    error(Code::conflicting_properties,
          fmt::format("column `{}` has a {} and cannot be an identity column", op.column,
                      target->default_value ? "default" : "generation expression"))
        .with_help(target->default_value ? "drop the default first" : "drop the expression first");
    return false;
  }
  if (op.identity && found->partition_of && !column_is_own(*found, op.column)) return false;
  if (op.identity && !target->not_null) {
    // PostgreSQL refuses ADD GENERATED on a nullable column (manual, ALTER TABLE).
    error(Code::conflicting_properties,
          fmt::format("column `{}` allows null and cannot be an identity column", op.column))
        .with_help("`set not null` first");
    return false;
  }
  schema_.edit_table(op.table, [&](Table& t) { t.find_column(op.column)->identity = op.identity; });
  return true;
}

bool Evolver::operator()(const SetGenerated& op) {
  const Table* found = table(op.table);
  const Column* target = found == nullptr ? nullptr : column(*found, op.column);
  if (target == nullptr) return false;
  if (target->generated == op.generated)
    return no_effect(fmt::format("column `{}` is generated so already", op.column));
  if (!column_is_own(*found, op.column)) return false;
  if (!schema_.children_of(op.table).empty()) {
    error(Code::not_on_such_table,
          fmt::format("how column `{}` is generated cannot change: `{}` has {}", op.column,
                      op.table.display(), found->partition_by ? "partitions" : "heirs"))
        .with_help("add another column, and drop this one");
    return false;
  }
  if (op.generated) {
    if (target->default_value || target->identity) {
      error(Code::conflicting_properties,
            fmt::format("column `{}` has a default or an identity and cannot be generated",
                        op.column));
      return false;
    }
    if (!columns_of_exist(*found, op.generated->expression)) return false;
  }
  edit_column(op.table, op.column, [&](Column& c) { c.generated = op.generated; });
  return true;
}

bool Evolver::operator()(const SetColumnStorage& op) {
  const Table* found = table(op.table);
  if (found == nullptr || column(*found, op.column) == nullptr) return false;
  edit_column(op.table, op.column, [&](Column& c) {
    c.storage = op.storage;
    c.compression = op.compression;
    c.statistics = op.statistics;
  });
  schema_.edit_table(op.table, [&](Table& t) { t.find_column(op.column)->with = op.with; });
  return true;
}

}  // namespace migc
