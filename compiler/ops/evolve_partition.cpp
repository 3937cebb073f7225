// The overloads of `Evolver` for partitions, inheritance and foreign tables, and what a change of a
// parent means to the tables below it.
#include <algorithm>
#include <fmt/format.h>

#include "compiler/base/overloaded.h"
#include "compiler/base/text.h"
#include "compiler/ops/evolver.h"
#include "compiler/ops/partitions.h"
#include "compiler/schema/word.h"

namespace migc {
namespace {

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

// ---- columns

std::vector<ObjectName> Evolver::followers(const ObjectName& table, std::string_view column) {
  std::vector<ObjectName> result = schema_.descendants_of(table);
  std::erase_if(result, [&](const ObjectName& name) {
    return schema_.find_table(name)->find_column(column) == nullptr;
  });
  return result;
}

void Evolver::edit_column(const ObjectName& table, std::string_view column,
                          const std::function<void(Column&)>& change) {
  for (const ObjectName& name : followers(table, column))
    schema_.edit_table(name, [&](Table& t) { change(*t.find_column(column)); });
  schema_.edit_table(table, [&](Table& t) { change(*t.find_column(column)); });
}

bool Evolver::column_is_own(const Table& table, std::string_view name) {
  ObjectName from;
  if (table.partition_of) from = table.partition_of->parent;
  for (const ObjectName& parent : table.inherits) {
    if (schema_.find_table(parent)->find_column(name) != nullptr) from = parent;
  }
  if (from.name.empty()) return true;
  error(Code::belongs_to_parent, fmt::format("column `{}` of table `{}` is one of its parent `{}`",
                                             name, table.name.display(), from.display()))
      .label(table.origin.span, "created here")
      .with_help(fmt::format("change it there: `alter table {}`", from.display()));
  return false;
}

bool Evolver::not_in_partition_key(const Table& table, std::string_view name) {
  std::vector<ObjectName> tables = followers(table.name, name);
  tables.insert(tables.begin(), table.name);
  for (const ObjectName& each : tables) {
    const Table& partitioned = *schema_.find_table(each);
    if (!partitioned.partition_by || !holds(key_columns(*partitioned.partition_by), name)) continue;
    error(Code::still_in_use, fmt::format("column `{}` is in the partition key of table `{}`", name,
                                          partitioned.name.display()))
        .label(partitioned.origin.span, "partitioned here")
        .with_help("create a table with the other key, and move the rows");
    return false;
  }
  return true;
}

// ---- what a table below another has from it

bool Evolver::part_is_own(const Table& table, std::string_view kind, const std::string& name,
                          const std::string& parent) {
  if (parent.empty()) return true;
  const std::string owner =
      table.partition_of ? table.partition_of->parent.display() : table.inherits.front().display();
  error(Code::belongs_to_parent, fmt::format("{} `{}` of table `{}` is a part of `{}` of `{}`",
                                             kind, name, table.name.display(), parent, owner))
      .with_help(fmt::format("change it there: `alter table {}`", owner));
  return false;
}

// ---- what a partitioned table may have

namespace {

/// The columns of the partition key that a unique key lacks.
std::vector<std::string> lacking(const PartitionKey& key, const std::vector<std::string>& columns) {
  std::vector<std::string> names = key_columns(key);
  std::erase_if(names, [&](const std::string& name) { return holds(columns, name); });
  return names;
}

bool has_expressions(const PartitionKey& key) {
  return std::ranges::any_of(key.parts, [](const IndexPart& part) {
    return part.expression.kind != ExpressionKind::column;
  });
}

/// Why such a unique key cannot be; empty: it can. (Manual, 5.11.2.3 Limitations.)
std::string unique_problem(const Table& table, const std::vector<std::string>& columns) {
  if (has_expressions(*table.partition_by))
    return "its partition key has an expression, so nothing can be unique in all partitions";
  const std::vector<std::string> names = lacking(*table.partition_by, columns);
  if (names.empty()) return {};
  return fmt::format("{} of its partition key {} not among the columns", quote_list(names),
                     names.size() == 1 ? "is" : "are");
}

}  // namespace

bool Evolver::partitioned_fits(const Table& table, const Constraint& constraint) {
  if (!table.partition_by) return true;
  const auto refuse = [&](Code code, const std::string& message, const std::string& help) {
    diagnostics_
        .add(code, constraint.origin.span.known() ? constraint.origin.span : origin_.span, message)
        .label(table.origin.span, "a partitioned table")
        .with_help(help);
    return false;
  };
  const auto unique = [&](const std::vector<std::string>& columns) {
    const std::string problem = unique_problem(table, columns);
    if (problem.empty()) return true;
    return refuse(
        Code::partition_key_missing,
        fmt::format("`{}` cannot be unique in table `{}`: {}", constraint.name,
                    table.name.display(), problem),
        "a partition knows its own rows alone, so the key must tell the partitions apart");
  };
  return std::visit(
      overloaded{
          [&](const PrimaryKey& c) { return unique(c.columns); },
          [&](const Unique& c) { return unique(c.columns); },
          [&](const ForeignKey& c) {
            if (!c.not_valid) return true;
            return refuse(Code::not_on_such_table,
                          fmt::format("foreign key `{}` of partitioned table `{}` is `not valid`",
                                      constraint.name, table.name.display()),
                          "leave `not valid` out, or add it to the partitions first");
          },
          [&](const Check& c) {
            if (!c.no_inherit) return true;
            return refuse(Code::not_on_such_table,
                          fmt::format("check `{}` of partitioned table `{}` is `no inherit`",
                                      constraint.name, table.name.display()),
                          "all rows are in the partitions, so it would check none");
          },
          [&](const Exclusion&) {
            return refuse(
                Code::not_on_such_table,
                fmt::format("`{}` is an exclusion constraint, and table `{}` is partitioned",
                            constraint.name, table.name.display()),
                "add it to each partition");
          },
      },
      constraint.body);
}

bool Evolver::partitioned_fits(const Table& table, const Index& index) {
  if (!table.partition_by || !index.unique) return true;
  std::vector<std::string> columns;
  for (const IndexPart& part : index.parts) {
    if (part.expression.kind == ExpressionKind::column) columns.push_back(part.expression.text);
  }
  const std::string problem = unique_problem(table, columns);
  if (problem.empty()) return true;
  diagnostics_
      .add(Code::partition_key_missing,
           index.origin.span.known() ? index.origin.span : origin_.span,
           fmt::format("`{}` cannot be unique in table `{}`: {}", index.name, table.name.display(),
                       problem))
      .label(table.origin.span, "a partitioned table")
      .with_help("a partition knows its own rows alone, so the key must tell the partitions apart");
  return false;
}

bool Evolver::partitioned_fits(const Table& table) {
  if (!table.partition_by) return true;
  const auto refuse = [&](std::string_view what, std::string_view help) {
    error(Code::not_on_such_table,
          fmt::format("partitioned table `{}` {}", table.name.display(), what))
        .with_help(std::string(help));
    return false;
  };
  if (!table.options.with.empty())
    return refuse("has storage parameters", "give them to its partitions, which hold the rows");
  if (table.options.unlogged)
    return refuse("is `unlogged`", "say so of its partitions, which hold the rows");
  if (!table.options.cluster_on.empty())
    return refuse("is clustered by an index", "say so of its partitions, which hold the rows");
  if (!table.inherits.empty())
    return refuse("inherits from another", "a table is partitioned, or it inherits");
  if (table.foreign) return refuse("is a foreign table", "its partitions can be foreign tables");
  if (table.partition_by->strategy == PartitionStrategy::list &&
      table.partition_by->parts.size() != 1)
    return refuse("has a list of several columns as its key",
                  "`partition by list` has one column or expression");
  for (const IndexPart& part : table.partition_by->parts) {
    if (!columns_of_exist(table, part.expression)) return false;
    for (const std::string& name : migc::columns_of(part.expression)) {
      if (table.find_column(name)->generated)
        return refuse(fmt::format("has the generated column `{}` in its key", name),
                      "use the columns that it is computed from");
    }
  }
  return true;
}

// ---- partitions

bool Evolver::bound_fits(const Table& parent, const ObjectName& partition,
                         const PartitionBound& bound) {
  const auto refuse = [&](std::string message, std::string help) {
    error(Code::partition_bound, std::move(message))
        .label(parent.origin.span, "the partitioned table")
        .with_help(std::move(help));
    return false;
  };
  if (!parent.partition_by) {
    return refuse(fmt::format("table `{}` is not partitioned", parent.name.display()),
                  "only a table created with `partition by` has partitions");
  }
  const PartitionKey& key = *parent.partition_by;
  const auto wrong = [&](std::string_view found) {
    return refuse(
        fmt::format("the bound of `{}` is {}, but `{}` is partitioned by {}", partition.display(),
                    found, parent.name.display(), spell_strategy(key.strategy)),
        "range: `from (…) to (…)`, list: `in (…)`, hash: `modulus n remainder m`");
  };
  const auto as_many = [&](const std::vector<Expression>& values) {
    if (values.size() == key.parts.size()) return true;
    return refuse(
        fmt::format("the bound of `{}` has {}, but the partition key has {}", partition.display(),
                    counted(values.size(), "value"), counted(key.parts.size(), "column")),
        "one value for each column of the key");
  };
  const bool fits = std::visit(
      overloaded{
          [&](const RangeBound& b) {
            if (key.strategy != PartitionStrategy::range) return wrong("a range");
            return as_many(b.from) && as_many(b.to);
          },
          [&](const ListBound&) {
            return key.strategy == PartitionStrategy::list || wrong("a list of values");
          },
          [&](const HashBound& b) {
            if (key.strategy != PartitionStrategy::hash) return wrong("a modulus");
            if (b.modulus > 0 && b.remainder >= 0 && b.remainder < b.modulus) return true;
            return refuse(
                fmt::format("the remainder {} is none of modulus {}", b.remainder, b.modulus),
                "remainders go from 0 to one less than the modulus");
          },
          [&](const DefaultBound&) {
            return key.strategy != PartitionStrategy::hash || wrong("the default");
          },
      },
      bound);
  if (!fits) return false;
  for (const ObjectName& sibling : schema_.children_of(parent.name)) {
    if (sibling == partition) continue;
    const Table& other = *schema_.find_table(sibling);
    if (other.partition_of->bound != bound) continue;
    error(Code::partition_bound, fmt::format("partition `{}` of `{}` has this bound already",
                                             sibling.display(), parent.name.display()))
        .label(other.origin.span, "created here");
    return false;
  }
  return true;
}

bool Evolver::partition_fits(const Table& parent, const Table& partition) {
  const auto refuse = [&](std::string message, std::string help) {
    error(Code::partition_differs, std::move(message))
        .label(partition.origin.span, "the partition")
        .label(parent.origin.span, "the partitioned table")
        .with_help(std::move(help));
    return false;
  };
  const std::string name = partition.name.display();
  for (const Column& column : partition.columns) {
    if (parent.find_column(column.name) == nullptr)
      return refuse(fmt::format("column `{}` of `{}` is none of `{}`", column.name, name,
                                parent.name.display()),
                    "a partition has the columns of its parent and no other");
    if (column.identity)
      return refuse(fmt::format("column `{}` of `{}` is an identity column", column.name, name),
                    "drop the identity first: rows of a partition are counted by its parent");
  }
  for (const Column& column : parent.columns) {
    const Column* own = partition.find_column(column.name);
    if (own == nullptr)
      return refuse(fmt::format("`{}` has no column `{}`", name, column.name),
                    "a partition has the columns of its parent and no other");
    if (own->type != column.type || own->collation != column.collation ||
        own->generated != column.generated)
      return refuse(fmt::format("column `{}` of `{}` is not what it is in `{}`", column.name, name,
                                parent.name.display()),
                    "type, collation and expression must be the same");
    if (column.not_null && !own->not_null)
      return refuse(fmt::format("column `{}` of `{}` allows null, but not in `{}`", column.name,
                                name, parent.name.display()),
                    "`set not null` first");
  }
  for (const Constraint& constraint : parent.constraints) {
    const auto* check = std::get_if<Check>(&constraint.body);
    if (check == nullptr || check->no_inherit) continue;
    const Constraint* own = partition.find_constraint(constraint.name);
    const auto* own_check = own == nullptr ? nullptr : std::get_if<Check>(&own->body);
    if (own_check == nullptr || own_check->expression != check->expression)
      return refuse(fmt::format("`{}` has no check `{}` like that of `{}`", name, constraint.name,
                                parent.name.display()),
                    "add it first, with the same name and condition");
  }
  return true;
}

bool Evolver::heir_fits(const Table& parent, const Table& heir) {
  const auto refuse = [&](std::string message, std::string help) {
    error(Code::partition_differs, std::move(message))
        .label(parent.origin.span, "the parent")
        .with_help(std::move(help));
    return false;
  };
  if (parent.partition_by || parent.partition_of) {
    return refuse(fmt::format("`{}` is {}, so nothing can inherit from it", parent.name.display(),
                              parent.partition_by ? "partitioned" : "a partition"),
                  "its partitions have their columns from it");
  }
  for (const Column& column : parent.columns) {
    const Column* own = heir.find_column(column.name);
    if (own == nullptr || own->type != column.type || own->collation != column.collation)
      return refuse(fmt::format("`{}` has no column `{}` like that of `{}`", heir.name.display(),
                                column.name, parent.name.display()),
                    "an heir has all columns of its parent, of the same types");
    if (column.not_null && !own->not_null)
      return refuse(fmt::format("column `{}` of `{}` allows null, but not in `{}`", column.name,
                                heir.name.display(), parent.name.display()),
                    "`set not null` first");
  }
  for (const Constraint& constraint : parent.constraints) {
    const auto* check = std::get_if<Check>(&constraint.body);
    if (check == nullptr || check->no_inherit) continue;
    const Constraint* own = heir.find_constraint(constraint.name);
    const auto* own_check = own == nullptr ? nullptr : std::get_if<Check>(&own->body);
    if (own_check == nullptr || own_check->expression != check->expression)
      return refuse(fmt::format("`{}` has no check `{}` like that of `{}`", heir.name.display(),
                                constraint.name, parent.name.display()),
                    "add it first, with the same name and condition");
  }
  return true;
}

bool Evolver::parents_fit(const Table& created) {
  if (!partitioned_fits(created)) return false;
  if (created.partition_of) {
    const Table* parent = table(created.partition_of->parent);
    if (parent == nullptr || !bound_fits(*parent, created.name, created.partition_of->bound) ||
        !partition_fits(*parent, created))
      return false;
  }
  for (const ObjectName& name : created.inherits) {
    const Table* parent = table(name);
    if (parent == nullptr || !heir_fits(*parent, created)) return false;
  }
  return !created.foreign || object({ObjectKind::server, {"", created.foreign->server}}) != nullptr;
}

bool Evolver::operator()(const AttachPartition& op) {
  const Table* parent = table(op.table);
  const Table* partition = parent == nullptr ? nullptr : table(op.partition);
  if (partition == nullptr) return false;
  const std::vector<ObjectName> below = schema_.descendants_of(op.partition);
  const bool ring = op.partition == op.table || std::ranges::find(below, op.table) != below.end();
  const auto refuse = [&](std::string message) {
    error(Code::partition_differs, std::move(message))
        .label(partition->origin.span, "the partition");
    return false;
  };
  if (partition->partition_of)
    return refuse(fmt::format("`{}` is a partition of `{}` already", op.partition.display(),
                              partition->partition_of->parent.display()));
  if (ring || !partition->inherits.empty() || (!below.empty() && !partition->partition_by))
    return refuse(
        fmt::format("`{}` has a place among other tables already", op.partition.display()));
  if (!bound_fits(*parent, op.partition, op.bound) || !partition_fits(*parent, *partition))
    return false;
  const PartitionParts parts = parts_for(schema_, *parent, op.partition);
  const PrimaryKey* own_key = partition->primary_key();
  if (parent->primary_key() != nullptr && own_key != nullptr) {
    const bool adopted = std::ranges::any_of(parts.constraints, [&](const Part<Constraint>& part) {
      return part.adopted && part.table == op.partition &&
             std::holds_alternative<PrimaryKey>(part.item.body);
    });
    if (!adopted)
      return refuse(fmt::format("`{}` has another primary key than `{}`", op.partition.display(),
                                op.table.display()));
  }
  for (const Part<Constraint>& part : parts.constraints) {
    schema_.edit_table(part.table, [&](Table& t) {
      t.erase_constraint(part.item.name);
      t.insert(part.item);
      if (const auto* key = std::get_if<PrimaryKey>(&part.item.body)) {
        for (const std::string& name : key->columns) t.find_column(name)->not_null = true;
      }
    });
  }
  for (const Part<Index>& part : parts.indexes) {
    schema_.edit_table(part.table, [&](Table& t) {
      t.erase_index(part.item.name);
      t.insert(part.item);
    });
  }
  schema_.edit_table(op.partition, [&](Table& t) { t.partition_of = {op.table, op.bound}; });
  // What the partition got follows from the parent, so a recording must hold that too.
  schema_.edit_table(op.table, [](Table&) {});
  return true;
}

bool Evolver::operator()(const DetachPartition& op) {
  const Table* partition = table(op.partition);
  if (partition == nullptr) return false;
  if (!partition->partition_of || partition->partition_of->parent != op.table) {
    error(Code::unknown_object,
          fmt::format("`{}` is no partition of `{}`", op.partition.display(), op.table.display()))
        .label(partition->origin.span, "created here");
    return false;
  }
  schema_.edit_table(op.partition, [&](Table& t) {
    t.partition_of.reset();
    for (Constraint& constraint : t.constraints) constraint.parent.clear();
    for (Index& index : t.indexes) index.parent.clear();
  });
  return true;
}

bool Evolver::operator()(const SetInherit& op) {
  const Table* heir = table(op.table);
  const Table* parent = heir == nullptr ? nullptr : table(op.parent);
  if (parent == nullptr) return false;
  const bool inherits = std::ranges::find(heir->inherits, op.parent) != heir->inherits.end();
  if (inherits == op.inherit) {
    error(op.inherit ? Code::duplicate_item : Code::unknown_object,
          fmt::format("`{}` {} `{}`", op.table.display(),
                      op.inherit ? "inherits already from" : "does not inherit from",
                      op.parent.display()));
    return false;
  }
  if (op.inherit) {
    const std::vector<ObjectName> below = schema_.descendants_of(op.table);
    if (op.parent == op.table || std::ranges::find(below, op.parent) != below.end() ||
        heir->partition_of || heir->partition_by) {
      error(Code::partition_differs,
            fmt::format("`{}` cannot inherit from `{}`", op.table.display(), op.parent.display()))
          .label(heir->origin.span, "it has a place among other tables already");
      return false;
    }
    if (!heir_fits(*parent, *heir)) return false;
    schema_.edit_table(op.table, [&](Table& t) { t.inherits.push_back(op.parent); });
    return true;
  }
  schema_.edit_table(op.table, [&](Table& t) {
    std::erase(t.inherits, op.parent);
    const auto elsewhere = [&](const auto& has) {
      return std::ranges::any_of(
          t.inherits, [&](const ObjectName& name) { return has(*schema_.find_table(name)); });
    };
    for (Column& column : t.columns) {
      column.inherited = column.inherited && elsewhere([&](const Table& other) {
                           return other.find_column(column.name) != nullptr;
                         });
    }
    for (Constraint& constraint : t.constraints) {
      if (!elsewhere([&](const Table& other) {
            return other.find_constraint(constraint.name) != nullptr;
          }))
        constraint.parent.clear();
    }
  });
  return true;
}

bool Evolver::operator()(const SetForeignOptions& op) {
  const Table* found = table(op.table);
  if (found == nullptr) return false;
  if (!found->foreign) {
    error(Code::unknown_object, fmt::format("`{}` is no foreign table", op.table.display()))
        .label(found->origin.span, "created here");
    return false;
  }
  schema_.edit_table(op.table, [&](Table& t) { t.foreign->options = op.options; });
  return true;
}

}  // namespace migc
