// Partitions and tables that inherit, written as statements.
#include <algorithm>
#include <string>
#include <utility>

#include "compiler/ops/partitions.h"
#include "compiler/sema/statements_parts.h"

namespace migc::pieces {
namespace {

using Actions = std::vector<ast::TableAction>;

template <typename Body>
void add(Actions& actions, Body body) {
  actions.push_back({std::move(body), {}});
}

/// What a column has otherwise than what it came with.
void add_column_changes(Actions& actions, const Column& from, const Column& to) {
  const auto change = [&](ast::ColumnChange body) {
    add(actions, ast::AlterColumn{ident(to.name), std::move(body)});
  };
  if (from.default_value != to.default_value) change(ast::SetDefault{to.default_value});
  if (!from.not_null && to.not_null) change(ast::SetNotNull{});
  if (from.storage != to.storage) change(ast::SetStorage{ident(to.storage)});
  if (from.compression != to.compression) change(ast::SetCompression{ident(to.compression)});
  if (from.statistics != to.statistics) change(ast::SetStatistics{to.statistics});
  if (from.with != to.with) change(ast::SetParameters{options(to.with)});
  if (from.comment != to.comment) change(ast::SetComment{text(to.comment)});
}

/// The block of changes may add, rename or make fit the indexes that options name.
void add_indexes_of_options(Actions& actions, const TableOptions& options) {
  for (ast::TableAction& action : option_actions(without_indexes(options), options))
    actions.push_back(std::move(action));
}

/// The part of the same constraint or index in the table as it came, or null.
template <typename Item>
const Item* came_as(const std::vector<Item>& items, const Item& item) {
  const auto found = std::ranges::find(items, item.parent, &Item::parent);
  return item.parent.empty() || found == items.end() ? nullptr : &*found;
}

std::vector<ast::Statement> with_changes(ast::StatementBody made, const ObjectName& table,
                                         Actions actions) {
  std::vector<ast::Statement> result;
  result.push_back(statement(std::move(made)));
  if (!actions.empty())
    result.push_back(
        statement(ast::AlterTable{ast::ObjectType::table, name(table), std::move(actions)}));
  return result;
}

namespace {

struct Renamed {
  std::string from, to;
  bool index = false;
};

void add_rename(Actions& actions, const Renamed& part) {
  if (part.index)
    add(actions, ast::RenameIndex{ident(part.from), ident(part.to)});
  else
    add(actions, ast::RenameConstraint{ident(part.from), ident(part.to)});
}

/// Each after the one that its name is taken by; of those that take each other's the first goes by
/// another name meanwhile.
void add_renames(Actions& actions, std::vector<Renamed> parts) {
  while (!parts.empty()) {
    const auto is_free = [&](const Renamed& part) {
      return std::ranges::none_of(parts,
                                  [&](const Renamed& other) { return other.from == part.to; });
    };
    const auto next = std::ranges::find_if(parts, is_free);
    if (next != parts.end()) {
      add_rename(actions, *next);
      parts.erase(next);
      continue;
    }
    Renamed& first = parts.front();
    const std::string meanwhile = first.from + "_old";
    add_rename(actions, {.from = first.from, .to = meanwhile, .index = first.index});
    first.from = meanwhile;
  }
}

}  // namespace

std::vector<ast::Statement> create_partition(const Table& table, const Schema& schema) {
  ast::CreatePartition made{.name = name(table.name),
                            .of = name(table.partition_of->parent),
                            .bound = table.partition_of->bound,
                            .partition_by = {},
                            .options = dialect_options(without_indexes(table.options)),
                            .comment = text(table.comment)};
  if (table.partition_by) made.partition_by = partition_by(*table.partition_by);
  Actions actions;
  const Table* parent = schema.find_table(table.partition_of->parent);
  if (parent == nullptr) return with_changes(std::move(made), table.name, std::move(actions));
  Table bare;
  bare.name = table.name;
  const Table came = new_partition(schema, *parent, std::move(bare));
  for (const Column& column : table.columns) {
    const Column* from = came.find_column(column.name);
    if (from != nullptr) add_column_changes(actions, *from, column);
  }
  std::vector<ast::Statement> comments;
  Actions added;
  std::vector<Renamed> renamed;
  for (const Constraint& given : table.constraints) {
    const Constraint* from = came_as(came.constraints, given);
    if (from == nullptr)
      add(added, ast::AddConstraint{constraint(given, true)});
    else if (from->name != given.name)
      renamed.push_back({.from = from->name, .to = given.name, .index = false});
    if (from != nullptr && !given.comment.empty())
      comments.push_back(comment_on({.kind = ast::ObjectType::constraint,
                                     .name = name({"", given.name}),
                                     .arguments = {},
                                     .on = name(table.name)},
                                    given.comment));
  }
  for (const Index& given : table.indexes) {
    const Index* from = came_as(came.indexes, given);
    if (from == nullptr)
      add(added, ast::AddIndex{index(given, true)});
    else if (from->name != given.name)
      renamed.push_back({.from = from->name, .to = given.name, .index = true});
    if (from != nullptr && !given.comment.empty())
      comments.push_back(comment_on({.kind = ast::ObjectType::index,
                                     .name = name({table.name.schema, given.name}),
                                     .arguments = {},
                                     .on = {}},
                                    given.comment));
  }
  // What is new may have a name that another part leaves.
  add_renames(actions, std::move(renamed));
  actions.insert(actions.end(), added.begin(), added.end());
  add_indexes_of_options(actions, table.options);
  std::vector<ast::Statement> result =
      with_changes(std::move(made), table.name, std::move(actions));
  for (ast::Statement& comment : comments) result.push_back(std::move(comment));
  return result;
}

std::vector<ast::Statement> create_heir(const Table& table, const Schema& schema) {
  Table own = table;
  own.options = without_indexes(table.options);
  std::erase_if(own.columns, [](const Column& column) { return column.inherited; });
  std::erase_if(own.constraints, [](const Constraint& c) { return !c.parent.empty(); });
  Actions actions;
  for (const Column& column : table.columns) {
    if (!column.inherited) continue;
    for (const ObjectName& name : table.inherits) {
      const Table* parent = schema.find_table(name);
      const Column* above = parent == nullptr ? nullptr : parent->find_column(column.name);
      if (above == nullptr) continue;
      Column from = inherited_column(*above);
      // A key among the statement's own says so of its columns.
      const PrimaryKey* key = table.primary_key();
      from.not_null =
          from.not_null ||
          (key != nullptr && std::ranges::find(key->columns, column.name) != key->columns.end());
      add_column_changes(actions, from, column);
      break;
    }
  }
  add_indexes_of_options(actions, table.options);
  return with_changes(create_table(own, schema), table.name, std::move(actions));
}

}  // namespace

std::vector<ast::Statement> create_below(const Table& table, const Schema& schema) {
  return table.partition_of ? create_partition(table, schema) : create_heir(table, schema);
}

}  // namespace migc::pieces
